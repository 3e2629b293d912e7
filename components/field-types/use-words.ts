'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { uiOf, type Option } from '.';

/** Says what a control or a filter holds as a person reads it. */
export function useFieldWords(): (type: string, text: string, options?: readonly Option[]) => string {
  const tc = useTranslations('common');
  const format = useFormatter();
  const language = useLocale();
  return (type, text, options = []) => uiOf(type).words?.(text, { yes: tc('yes'), no: tc('no'), language, options, dateTime: (date, style) => format.dateTime(date, style) }) ?? text;
}
