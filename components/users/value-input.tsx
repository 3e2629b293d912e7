'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ColumnKind } from './column-kinds';

interface ValueInputProps extends Omit<ComponentProps<'input'>, 'type' | 'ref'> {
  kind: ColumnKind;
  options?: { value: string; label: string }[];
  /** Words of the choice of nothing; without it there is no such choice. */
  emptyLabel?: string;
  ref?: (element: HTMLInputElement | HTMLSelectElement | null) => void;
}

/** Numbers stay text: a browser's number input rounds what has more than 15 digits. */
const PLAIN: Partial<Record<ColumnKind, ComponentProps<'input'>>> = {
  text: { type: 'text' },
  email: { type: 'email', spellCheck: false },
  integer: { type: 'text', inputMode: 'numeric', spellCheck: false },
  decimal: { type: 'text', inputMode: 'decimal', spellCheck: false },
  date: { type: 'date' },
  datetime: { type: 'datetime-local', step: 1 },
};

/** The control for a value of one type; it always holds text. */
export function ValueInput({ kind, options, emptyLabel, ref, ...props }: ValueInputProps) {
  const tc = useTranslations('common');
  if (kind !== 'boolean' && kind !== 'select') return <Input autoComplete="off" ref={ref} {...PLAIN[kind]} {...props} />;
  const choices = kind === 'boolean' ? [{ value: 'true', label: tc('yes') }, { value: 'false', label: tc('no') }] : (options ?? []);
  return (
    <Select ref={ref} {...(props as unknown as ComponentProps<'select'>)}>
      {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}
