'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Combobox } from '@/components/ui/combobox';
import type { InputProps } from '../field-ui';
import { countryOptions } from './country-names';

/** Found by name, in the reader's language, or by code. */
export function CountryInput({ options: _options, maxLength: _maxLength, emptyLabel, ...props }: InputProps) {
  const language = useLocale();
  const t = useTranslations('fields');
  const tc = useTranslations('common');
  const countries = useMemo(() => countryOptions(language), [language]);
  return <Combobox {...props} options={countries} placeholder={emptyLabel} noneLabel={tc('nothingFound')} listLabel={t('types.country')} />;
}
