'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { Input } from '@/components/ui/input';
import { orpc } from '@/lib/doors/rpc/client';
import { slugProblem } from '@/lib/model/slug-rules';
import type { TenantFormValues } from './placement';

const TYPING_MS = 250;

/** The slug, asked of the server while it is typed: free, taken, or why it cannot be. */
export function SlugField({ form }: { form: UseFormReturn<TenantFormValues, unknown, TenantFormValues> }) {
  const t = useTranslations('tenants');
  const tv = useTranslations('validation');
  const slug = form.watch('slug');
  const settled = useSettled(slug);
  const wellFormed = settled !== '' && slugProblem(settled) === null;
  const { data, isFetching } = useQuery(orpc.tenants.checkSlug.queryOptions({ input: { slug: settled }, enabled: wellFormed }));
  const current = wellFormed && settled === slug ? data : undefined;
  const taken = current?.available === false ? tv('slugTaken') : undefined;
  const state = slug === '' ? null : current?.available ? 'free' : isFetching || settled !== slug ? 'asking' : null;
  const { onBlur, onChange, ...field } = form.register('slug');
  return (
    <Field
      label={t('slug')}
      error={form.formState.errors.slug?.message ?? taken}
      hint={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {t('slugHint')}
          <span role="status" className="inline-flex min-h-5 items-center gap-1">
            {state === 'free' && (
              <span className="inline-flex items-center gap-1 text-good-ink">
                <CircleCheck className="size-4" aria-hidden /> {t('slugFree')}
              </span>
            )}
            {state === 'asking' && slugProblem(slug) === null && (
              <span className="inline-flex items-center gap-1">
                <LoaderCircle className="size-4 animate-spin" aria-hidden /> {t('slugChecking')}
              </span>
            )}
          </span>
        </span>
      }
    >
      <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" onBlur={onBlur} onChange={onChange} {...field} />
    </Field>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
