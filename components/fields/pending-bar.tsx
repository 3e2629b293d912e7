'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

/** What is changed and not applied; in sight until it is one or the other. */
export function PendingBar({ count, onDiscard, onReview }: { count: number; onDiscard: () => void; onReview: () => void }) {
  const t = useTranslations('fields');
  if (count === 0) return null;
  return (
    <div role="region" aria-label={t('review')} className="sticky bottom-4 z-30 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-accent bg-raised px-4 py-2.5 shadow-md">
      <p role="status" className="numeric text-sm font-medium">
        {t('pending', { count })}
      </p>
      <div className="flex gap-2">
        <Button variant="ghost" onClick={onDiscard}>
          {t('discard')}
        </Button>
        <Button variant="primary" onClick={onReview}>
          {t('review')}
        </Button>
      </div>
    </div>
  );
}
