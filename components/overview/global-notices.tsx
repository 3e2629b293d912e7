'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Overview } from './types';

/** What an operator must know of the global database: away, behind, or lately different from the files. */
export function GlobalNotices({ recordsReachable, auditWaiting, copy }: Pick<Overview, 'recordsReachable' | 'auditWaiting' | 'copy'>) {
  const t = useTranslations('overview');
  return (
    <>
      {!recordsReachable && (
        <Alert tone="warn" title={t('recordsDown')}>
          {t('recordsDownDetail', { count: auditWaiting })}
        </Alert>
      )}
      {copy?.late && (
        <Alert tone="warn" title={t('copyLate', { count: copy.waiting })}>
          {t('copyLateDetail', { seconds: copy.lagSeconds })}
        </Alert>
      )}
      {copy?.differed && (
        <Alert tone="info" title={t('copyDiffered', { count: copy.differed.files })}>
          {t('copyDifferedDetail')} <RelativeTime at={copy.differed.at} />
        </Alert>
      )}
    </>
  );
}
