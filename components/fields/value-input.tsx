'use client';

import { useTranslations } from 'next-intl';
import type { InputProps } from '@/components/field-types';
import { FieldInput } from '@/components/field-types/field-input';

interface ValueInputProps extends Omit<InputProps, 'options' | 'emptyLabel'> {
  type: string;
  /** Of a list. */
  options: readonly string[];
}

/** A value of a field that is being defined, asked for as users' forms will ask for it. */
export function ValueInput({ options, ...props }: ValueInputProps) {
  const t = useTranslations('fields');
  return <FieldInput {...props} options={options.map((value) => ({ value, label: value }))} emptyLabel={t('noValue')} />;
}
