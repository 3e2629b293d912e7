'use client';

import { useTranslations } from 'next-intl';
import { ChoiceInput } from '../choice-input';
import type { InputProps } from '../field-ui';

/** Yes, no, or nothing: a tick has no third state that can be chosen. */
export function BooleanInput(props: InputProps) {
  const tc = useTranslations('common');
  return <ChoiceInput {...props} options={[{ value: 'true', label: tc('yes') }, { value: 'false', label: tc('no') }]} />;
}
