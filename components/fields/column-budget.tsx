'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { DRIVERS } from '@/lib/model/common';

interface ColumnBudgetProps {
  used: number;
  dropped: number;
  max: number;
  driver: (typeof DRIVERS)[number] | null;
}

/** From here on it is worth a thought, as a share of all. */
const NEARLY_FULL = 0.8;

/** How many columns the table has, of how many it may have over its life, and why there is an end. */
export function ColumnBudget({ used, dropped, max, driver }: ColumnBudgetProps) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const words = [t('columnsUsed', { used, max }), ...(dropped > 0 ? [t('columnsDropped', { count: dropped })] : [])].join(' · ');
  const share = (count: number) => `${max > 0 ? Math.min(100, (count / max) * 100) : 0}%`;
  const full = max > 0 && (used + dropped) / max >= NEARLY_FULL;
  return (
    <div className="space-y-1.5 border-t px-4 py-2.5 text-sm text-ink-soft">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <div role="meter" aria-label={tp('budget')} aria-valuenow={used + dropped} aria-valuemin={0} aria-valuemax={max} aria-valuetext={words} className="flex h-1.5 w-40 overflow-hidden rounded-full bg-line max-sm:w-full">
          <div className={cn('min-w-0.5', full ? 'bg-warn' : 'bg-accent')} style={{ width: share(used) }} />
          <div className="bg-ink-faint" style={{ width: share(dropped) }} />
        </div>
        <span className="numeric">{words}</span>
      </div>
      {driver && driver in BUDGET_WORDS && (
        <details>
          <summary className="w-fit rounded-sm text-ink-faint hover:text-ink">{tp('budgetWhy')}</summary>
          <p className="max-w-prose pt-1 text-pretty">{tp(`budgetOf.${BUDGET_WORDS[driver as keyof typeof BUDGET_WORDS]}`)}</p>
        </details>
      )}
    </div>
  );
}

/** Engines whose limit the catalogue explains. */
const BUDGET_WORDS = { postgres: 'postgres', mysql: 'mysql', sqlite: 'sqlite' } as const;
