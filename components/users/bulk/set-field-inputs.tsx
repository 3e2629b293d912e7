'use client';

import { useLocale, useTranslations } from 'next-intl';
import { fieldOptions } from '@/components/field-types';
import { FieldInput } from '@/components/field-types/field-input';
import { Field } from '@/components/form/field';
import { Select } from '@/components/ui/select';
import type { Field as FieldModel } from '@/lib/model/field';
import { fieldLabel } from '../column-kinds';

/** The field that is set, and the text of its control. */
export interface Chosen {
  name: string;
  text: string;
}

/** The product's own that make sense for many at once. */
const SYSTEM = [
  { name: 'language', type: 'text' },
  { name: 'emailVerified', type: 'boolean' },
] as const;

/** Which field, and the value that all of them get. */
export function SetFieldInputs({ fields, chosen, onChange }: { fields: readonly FieldModel[]; chosen: Chosen; onChange: (next: Chosen) => void }) {
  const t = useTranslations('users');
  const language = useLocale();
  const settable = fields.filter(({ unique }) => !unique);
  const field = settable.find(({ name }) => name === chosen.name);
  const type = field?.type ?? SYSTEM.find(({ name }) => name === chosen.name)?.type ?? 'text';
  return (
    <>
      <Field label={t('bulk.field')} hint={settable.length < fields.length ? t('bulk.uniqueHint') : undefined}>
        <Select value={chosen.name} onChange={(event) => onChange({ name: event.target.value, text: '' })}>
          {settable.map((one) => (
            <option key={one.name} value={one.name}>
              {fieldLabel(one, language)}
            </option>
          ))}
          {SYSTEM.map(({ name }) => (
            <option key={name} value={name}>
              {t(`column.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('bulk.value')} hint={field && !field.required ? t('bulk.emptyHint') : undefined}>
        <FieldInput key={chosen.name} type={type} options={field ? fieldOptions(field, language) : []} emptyLabel={t('noValue')} value={chosen.text} onChange={(text) => onChange({ ...chosen, text })} />
      </Field>
    </>
  );
}
