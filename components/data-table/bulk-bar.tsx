'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

/** Stays in sight while rows are selected: how many, what can be done, and a way out. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const t = useTranslations('common');
  return (
    <div role="toolbar" aria-label={t('selected', { count })} className="sticky bottom-4 z-10 mx-auto flex w-fit max-w-full animate-pop-in flex-wrap items-center gap-2 rounded-xl border bg-raised py-1.5 pr-1.5 pl-4 shadow-lg">
      <span className="numeric text-sm font-medium">{t('selected', { count })}</span>
      <span className="mx-1 h-5 w-px bg-line" aria-hidden />
      {children}
      <Button variant="ghost" size="icon" aria-label={t('clearSelection')} onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
