'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

interface ValueInputProps extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> {
  type: string;
  /** Of a list. */
  options: readonly string[];
  value: string;
  onChange: (value: string) => void;
  maxLength?: number;
}

const KEYBOARD: Partial<Record<string, ComponentProps<'input'>>> = {
  integer: { inputMode: 'numeric' },
  decimal: { inputMode: 'decimal' },
  email: { type: 'email', autoComplete: 'off' },
  date: { type: 'date' },
};

/** A value of a field, asked for as its type is best asked for. The value is text; an empty one is none. */
export function ValueInput({ type, options, value, onChange, ...props }: ValueInputProps) {
  const t = useTranslations('fields');
  const tc = useTranslations('common');
  if (type === 'boolean' || type === 'select') {
    const choices = type === 'boolean' ? [{ value: 'true', label: tc('yes') }, { value: 'false', label: tc('no') }] : options.map((option) => ({ value: option, label: option }));
    const { id, disabled } = props;
    return (
      <Select id={id} disabled={disabled} aria-describedby={props['aria-describedby']} aria-invalid={props['aria-invalid']} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('noValue')}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  }
  if (type === 'datetime') return <Input {...props} type="datetime-local" step={1} value={toLocal(value)} onChange={(event) => onChange(toMoment(event.target.value))} />;
  return <Input {...props} {...KEYBOARD[type]} value={value} onChange={(event) => onChange(event.target.value)} />;
}

/** The input knows no zone: what it shows and takes is the reader's own. */
function toLocal(moment: string): string {
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return '';
  const minutes = new Date(at).getTimezoneOffset();
  return new Date(at - minutes * 60_000).toISOString().slice(0, 19);
}
const toMoment = (local: string): string => (local === '' || Number.isNaN(Date.parse(local)) ? '' : new Date(local).toISOString());
