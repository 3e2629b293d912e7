'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { uiOf } from '@/components/field-types';
import { Field } from '@/components/form/field';
import { Input, Textarea } from '@/components/ui/input';
import type { FieldFormValues, FieldKind } from './field-values';

interface TypeSettingsProps {
  form: UseFormReturn<FieldFormValues, unknown, FieldFormValues>;
  kind: FieldKind | undefined;
}
type Setting = keyof FieldFormValues['validation'];

const WIDE = new Set<Setting>(['options', 'pattern']);
const COUNTS = new Set<Setting>(['minLength', 'maxLength', 'precision', 'scale', 'minItems', 'maxItems']);

/** The rules that the chosen type takes, and no others. */
export function TypeSettings({ form, kind }: TypeSettingsProps) {
  const t = useTranslations('fields');
  if (!kind || kind.settings.length === 0) return null;
  return (
    <fieldset className="space-y-3">
      <legend className="text-base font-medium">{t('settings')}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {kind.settings.map((setting) => (
          <Setting key={`${kind.type}-${setting}`} form={form} type={kind.type} setting={setting} />
        ))}
      </div>
    </fieldset>
  );
}

function Setting({ form, type, setting }: { form: TypeSettingsProps['form']; type: string; setting: Setting }) {
  const t = useTranslations('fields');
  const error = form.formState.errors.validation?.[setting]?.message;
  const hint = setting === 'options' || setting === 'pattern' ? t(`settingHint.${setting}`) : undefined;
  const registered = form.register(`validation.${setting}`);
  return (
    <Field label={t(`setting.${setting}`)} hint={hint} error={error} optional={setting !== 'options'} className={WIDE.has(setting) ? 'sm:col-span-2' : undefined}>
      {setting === 'options' ? (
        <Textarea rows={4} {...registered} />
      ) : (
        <Input
          inputMode={COUNTS.has(setting) ? 'numeric' : undefined}
          autoComplete="off"
          spellCheck={false}
          className={setting === 'pattern' ? 'font-mono' : undefined}
          {...uiOf(type).settings?.[setting]}
          {...registered}
        />
      )}
    </Field>
  );
}
