import { useTranslations } from 'next-intl';

/** A duration in the unit in which it is read at a glance. */
export function useDuration(): (ms: number) => string {
  const t = useTranslations('common');
  return (ms) => {
    if (ms < 1_000) return t('ms', { value: Math.round(ms) });
    if (ms < 120_000) return t('seconds', { value: Math.round(ms / 100) / 10 });
    return t('minutes', { value: Math.round(ms / 6_000) / 10 });
  };
}
