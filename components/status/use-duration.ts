import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** A duration in the unit in which it is read at a glance. */
export function useDuration(): (ms: number) => string {
  const t = useTranslations('common');
  return useCallback(
    (ms) => {
      if (ms < 1_000) return t('ms', { value: Math.round(ms) });
      if (ms < 120_000) return t('seconds', { value: Math.round(ms / 100) / 10 });
      return t('minutes', { value: Math.round(ms / 6_000) / 10 });
    },
    [t],
  );
}
