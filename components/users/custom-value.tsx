'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Field } from '@/lib/model/field';
import { fieldOptions, kindOf } from './column-kinds';

/** A custom field's value by its type; a dash where there is none. */
export function CustomValue({ field, value }: { field: Field; value: unknown }) {
  const tc = useTranslations('common');
  const format = useFormatter();
  const language = useLocale();
  if (value === null || value === undefined || value === '') return <span className="text-ink-faint">–</span>;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  switch (kindOf(field.type)) {
    case 'boolean':
      return value === true ? tc('yes') : tc('no');
    case 'date':
      return <time dateTime={text}>{format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })}</time>;
    case 'datetime':
      return <RelativeTime at={text} />;
    case 'select':
      return fieldOptions(field, language).find((option) => option.value === text)?.label ?? text;
    default:
      return (
        <span title={text} className="inline-block max-w-48 truncate align-middle">
          {text}
        </span>
      );
  }
}
