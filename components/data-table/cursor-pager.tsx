'use client';

import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Page } from '@/lib/model/common';
import type { ListParams } from './list-params';
import { pageBefore, trailAfter } from './page-trail';

interface CursorPagerProps {
  page: Page<unknown> | undefined;
  shown: number;
  params: Pick<ListParams, 'cursor' | 'setCursor'>;
}

/** Forward by cursor; back by the pages this visit came by, else to the first page. */
export function CursorPager({ page, shown, params }: CursorPagerProps) {
  const t = useTranslations('common');
  const [trail, setTrail] = useState<string[]>([]);
  if (!page || (shown === 0 && !params.cursor)) return null;
  const before = pageBefore(trail, params.cursor);
  const forward = () => {
    const next = page.nextCursor ?? '';
    setTrail(trailAfter(trail, params.cursor, next));
    params.setCursor(next);
  };
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-t bg-sunken px-3 py-1.5 text-sm text-ink-soft">
      <p role="status" className="numeric">
        {page.total === undefined ? t('rowsShown', { shown }) : t('rowsShownOf', { shown, total: page.total })}
      </p>
      {(params.cursor !== '' || page.nextCursor !== null) && (
        <div className="flex gap-1">
          {params.cursor !== '' && before === null && (
            <Button size="sm" onClick={() => params.setCursor('')}>
              <ChevronsLeft aria-hidden /> {t('firstPage')}
            </Button>
          )}
          {before !== null && (
            <Button size="sm" onClick={() => params.setCursor(before)}>
              <ChevronLeft aria-hidden /> {t('previous')}
            </Button>
          )}
          <Button size="sm" disabled={page.nextCursor === null} onClick={forward}>
            {t('next')} <ChevronRight aria-hidden />
          </Button>
        </div>
      )}
    </div>
  );
}
