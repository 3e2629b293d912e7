'use client';

import { CircleCheck, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { FieldMessage } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { originProblem, redirectUriProblem, type ClientKind, type UriVerdict } from '@/lib/model/redirect-uri';
import type { ClientValues, UriList } from './client-values';

interface UriRowsProps {
  form: UseFormReturn<ClientValues, unknown, ClientValues>;
  name: UriList;
  kind: ClientKind;
  label: string;
  hint: string;
  placeholder: string;
}

/** Addresses, one row each, looked at while they are typed. */
export function UriRows({ form, name, kind, label, hint, placeholder }: UriRowsProps) {
  const t = useTranslations('clients');
  const id = useId();
  const uris = form.watch(name);
  // Rows are made anew when one goes, so that each shows its own text.
  const [round, setRound] = useState(0);
  const { errors } = form.formState;
  const whole = errors[name]?.message ?? errors[name]?.root?.message;
  const set = (next: string[]) => form.setValue(name, next, { shouldDirty: true });
  const remove = (index: number) => {
    const rest = uris.filter((_, at) => at !== index);
    form.unregister(name, { keepValue: true, keepDirty: true, keepDefaultValue: true });
    form.clearErrors(name);
    set(rest.length > 0 ? rest : ['']);
    setRound(round + 1);
  };
  return (
    <fieldset className="min-w-0 space-y-2" aria-describedby={`${id}-hint`}>
      <legend className="text-sm font-medium">{label}</legend>
      {uris.map((uri, index) => (
        <UriRow
          key={`${round}-${index}`}
          form={form}
          name={name}
          index={index}
          uri={uri}
          label={t('uriRow', { label, number: index + 1 })}
          placeholder={placeholder}
          verdict={uri.trim() === '' ? null : name === 'allowedOrigins' ? originProblem(uri.trim()) : redirectUriProblem(uri.trim(), kind)}
          onRemove={uris.length > 1 || uri !== '' ? () => remove(index) : undefined}
        />
      ))}
      <FieldMessage message={typeof whole === 'string' ? whole : undefined} />
      <p id={`${id}-hint`} className="text-sm text-pretty text-ink-faint">{hint}</p>
      <Button size="sm" onClick={() => set([...uris, ''])}>
        <Plus aria-hidden /> {t('addUri')}
      </Button>
    </fieldset>
  );
}

interface UriRowProps extends Pick<UriRowsProps, 'form' | 'name' | 'label' | 'placeholder'> {
  index: number;
  uri: string;
  verdict: UriVerdict | null;
  onRemove?: () => void;
}

function UriRow({ form, name, index, uri, label, placeholder, verdict, onRemove }: UriRowProps) {
  const t = useTranslations('clients');
  const tv = useTranslations('validation') as unknown as (key: string, values?: Record<string, string | number>) => string;
  const id = useId();
  const sent = form.formState.errors[name]?.[index]?.message;
  const message = verdict ? tv(verdict.problem, verdict.params) : sent;
  const suggestion = verdict?.params?.['form'];
  return (
    <div className="space-y-1">
      <div className="flex items-center gap-2">
        <span className="relative min-w-0 flex-1">
          <Input
            className="pr-8 font-mono text-sm"
            aria-label={label}
            aria-invalid={message ? true : undefined}
            aria-describedby={message ? id : undefined}
            autoComplete="off"
            spellCheck={false}
            inputMode="url"
            placeholder={placeholder}
            {...form.register(`${name}.${index}`)}
          />
          {uri.trim() !== '' && !message && <CircleCheck className="absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-good-ink" aria-label={t('uriGood')} />}
        </span>
        {onRemove && (
          <Button variant="ghost" size="icon" aria-label={t('removeUri', { uri: uri || String(index + 1) })} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        )}
      </div>
      <FieldMessage id={id} message={message} />
      {typeof suggestion === 'string' && (
        <Button size="sm" onClick={() => form.setValue(`${name}.${index}`, suggestion, { shouldDirty: true, shouldValidate: true })}>
          {t('useForm')}
        </Button>
      )}
    </div>
  );
}
