'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState, type ComponentProps } from 'react';
import { Controller, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { Combobox } from '@/components/ui/combobox';
import { orpc } from '@/lib/doors/rpc/client';

/** Shown at once; who has more tenants finds them by typing. */
const OFFERED = 50;
/** Names looked up of those that were chosen before; the others show their slug alone. */
const NAMED_MAX = 50;

interface TenantsFieldProps<V extends FieldValues> {
  control: Control<V, unknown, V>;
  /** Where the form holds the slugs. */
  name: FieldPath<V>;
  label: string;
  hint: string;
}

/** Some of the tenants, found by name or slug and kept as chips. */
export function TenantsField<V extends FieldValues>({ control, name, label, hint }: TenantsFieldProps<V>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange, onBlur, ref }, fieldState: { error } }) => (
        <Field label={label} hint={hint} error={messageOf(error)}>
          <ChosenTenants ref={ref} value={value} onChange={onChange} onBlur={onBlur} />
        </Field>
      )}
    />
  );
}

/** Of the field, or of the first tenant that was refused: such a one is named by its place in the list. */
function messageOf(error: unknown): string | undefined {
  const found = [error, ...Object.values(error ?? {})].find((one) => typeof one === 'object' && one !== null && 'message' in one && typeof one.message === 'string' && one.message !== '');
  return (found as { message: string } | undefined)?.message;
}

interface ChosenTenantsProps extends Pick<ComponentProps<'input'>, 'id' | 'onBlur' | 'aria-invalid' | 'aria-describedby'> {
  /** Slugs. */
  value: readonly string[];
  onChange: (slugs: string[]) => void;
  ref?: (element: HTMLElement | null) => void;
}

function ChosenTenants({ value, onChange, ...control }: ChosenTenantsProps) {
  const t = useTranslations('tenants');
  const tc = useTranslations('common');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useQuery({ ...orpc.tenants.list.queryOptions({ input: { limit: OFFERED, sort: 'name', ...(q && { q }) } }), placeholderData: keepPreviousData });
  const offered = (found.data?.items ?? []).filter((tenant) => tenant.status !== 'PENDING_DELETION' && !value.includes(tenant.slug));
  const add = (slug: string) => {
    setTyped('');
    if (slug !== '' && !value.includes(slug)) onChange([...value, slug]);
  };
  return (
    <div className="space-y-1.5">
      <Chips slugs={value} onRemove={(slug) => onChange(value.filter((one) => one !== slug))} />
      <Combobox
        {...control}
        value=""
        onChange={add}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        options={offered.map(({ slug, name }) => ({ value: slug, label: `${name} (${slug})` }))}
        placeholder={t('choose')}
        noneLabel={found.isPending ? tc('loading') : found.isError ? t('chooseFailed') : tc('nothingFound')}
        listLabel={t('title')}
      />
    </div>
  );
}

function Chips({ slugs, onRemove }: { slugs: readonly string[]; onRemove: (slug: string) => void }) {
  const t = useTranslations('tenants');
  const names = useNames(slugs);
  return (
    <>
      <p role="status" className="sr-only">{t('chosen', { count: slugs.length })}</p>
      {slugs.length > 0 && (
        <ul aria-label={t('chosen', { count: slugs.length })} className="flex flex-wrap gap-1">
          {slugs.map((slug) => (
            <li key={slug} className="inline-flex h-6 max-w-full items-center gap-1.5 rounded-sm border bg-sunken pl-1.5 text-xs">
              {names.has(slug) && <span className="truncate font-medium">{names.get(slug)}</span>}
              <code className="truncate font-mono text-ink-soft">{slug}</code>
              <button type="button" aria-label={t('unchoose', { slug })} className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-hover" onClick={() => onRemove(slug)}>
                <X className="size-3" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Names of tenants by slug, as far as they are known; one that is gone, or not to be seen, has none. */
function useNames(slugs: readonly string[]): ReadonlyMap<string, string> {
  const answers = useQueries({ queries: slugs.slice(0, NAMED_MAX).map((slug) => ({ ...orpc.tenants.get.queryOptions({ input: { slug } }), retry: false, staleTime: Infinity })) });
  return new Map(answers.flatMap(({ data }): [string, string][] => (data ? [[data.slug, data.name]] : [])));
}
