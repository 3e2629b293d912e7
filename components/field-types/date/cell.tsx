'use client';

import { useFormatter } from 'next-intl';
import type { CellProps } from '../field-ui';

export function DateCell({ value }: CellProps) {
  const format = useFormatter();
  const text = String(value);
  return <time dateTime={text}>{format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })}</time>;
}
