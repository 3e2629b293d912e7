'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { Checkbox } from '@/components/ui/checkbox';
import type { FieldFormValues, FieldKind } from './field-values';

interface FieldSwitchesProps {
  form: UseFormReturn<FieldFormValues, unknown, FieldFormValues>;
  kind: FieldKind | undefined;
}
type Switch = 'required' | 'unique' | 'indexed' | 'pii' | 'editableByUser';

/** What a field is besides its type; what the type cannot be is not offered. */
export function FieldSwitches({ form, kind }: FieldSwitchesProps) {
  const t = useTranslations('fields');
  const offered = (['required', 'unique', 'indexed', 'pii', 'editableByUser'] as const).filter((name) => (name !== 'unique' || kind?.canBeUnique) && (name !== 'indexed' || kind?.canBeIndexed));
  return (
    <fieldset className="space-y-1.5">
      <legend className="pb-1.5 text-base font-medium">{t('behaviour')}</legend>
      {offered.map((name) => (
        <SwitchRow key={name} form={form} name={name} />
      ))}
    </fieldset>
  );
}

function SwitchRow({ form, name }: { form: FieldSwitchesProps['form']; name: Switch }) {
  const t = useTranslations('fields');
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Controller
        control={form.control}
        name={name}
        render={({ field }) => <Checkbox className="-ml-1" id={id} ref={field.ref} aria-describedby={`${id}-hint`} checked={field.value} onBlur={field.onBlur} onCheckedChange={(checked) => field.onChange(checked === true)} />}
      />
      <div className="min-w-0 pt-0.5">
        <label htmlFor={id} className="text-sm font-medium">
          {t(name)}
        </label>
        <p id={`${id}-hint`} className="text-sm text-pretty text-ink-faint">
          {t(`${name}Hint`)}
        </p>
      </div>
    </div>
  );
}
