'use client';

import { useTranslations } from 'next-intl';
import type { CellProps } from '../field-ui';

export function BooleanCell({ value }: CellProps) {
  const tc = useTranslations('common');
  return value === true ? tc('yes') : tc('no');
}
