'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFieldArray, type UseFormReturn } from 'react-hook-form';
import { Field } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { TenantSettingsValues } from './settings-values';

/** Labels as rows of key and value. */
export function LabelsField({ form }: { form: UseFormReturn<TenantSettingsValues, unknown, TenantSettingsValues> }) {
  const t = useTranslations('tenants');
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'labels' });
  const { errors } = form.formState;
  return (
    <div className="space-y-3">
      {fields.length === 0 && <p className="text-sm text-ink-soft">{t('noLabels')}</p>}
      {fields.map((field, index) => (
        <div key={field.id} role="group" aria-label={t('labelRow', { number: index + 1 })} className="flex items-start gap-2">
          <Field className="flex-1" label={t('labelKey')} error={errors.labels?.[index]?.key?.message}>
            <Input className="font-mono text-sm" autoComplete="off" spellCheck={false} {...form.register(`labels.${index}.key`)} />
          </Field>
          <Field className="flex-1" label={t('labelValue')} error={errors.labels?.[index]?.value?.message}>
            <Input autoComplete="off" {...form.register(`labels.${index}.value`)} />
          </Field>
          <Button variant="ghost" size="icon" className="mt-6.5" aria-label={t('removeLabel', { key: form.getValues(`labels.${index}.key`) || String(index + 1) })} onClick={() => remove(index)}>
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button size="sm" onClick={() => append({ key: '', value: '' })}>
        <Plus aria-hidden /> {t('addLabel')}
      </Button>
    </div>
  );
}
