'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { ColorRole, Colors, Contrast } from '@/lib/model/branding';

interface ContrastListProps {
  verdicts: readonly Contrast[];
  colors: Colors;
  /** Absent for readers. */
  onTake?: (role: ColorRole, color: string) => void;
}

/** Every pair of colours that meets: how it looks, what it measures, and what would do. */
export function ContrastList({ verdicts, colors, onTake }: ContrastListProps) {
  const t = useTranslations('branding');
  const format = useFormatter();
  const ratio = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  return (
    <ul aria-label={t('contrast')} className="divide-y rounded-lg border">
      {verdicts.map(({ front, back, ratio: measured, needed, ok, suggestion }) => (
        <li key={`${front} ${back}`} className="px-3 py-2">
          <div className="flex items-center gap-3">
            <Sample front={colors[front]} back={colors[back]} edge={needed < 4} />
            <span className="min-w-0 flex-1 text-sm">{t('pair', { front: t(`roles.${front}`), back: t(`roles.${back}`) })}</span>
            <span className="numeric shrink-0 text-xs text-ink-soft">{t('ratio', { ratio: ratio(measured) })}</span>
            <StatusBadge tone={ok ? 'good' : 'warn'} className="shrink-0">{ok ? t('passes') : t('tooLow')}</StatusBadge>
          </div>
          {!ok && (
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 pt-1.5 pl-11 text-sm text-ink-soft">
              <span>{suggestion ? t('needs', { ratio: ratio(needed) }) : t('noSuggestion', { ratio: ratio(needed) })}</span>
              {suggestion && onTake && (
                <Button size="sm" onClick={() => onTake(front, suggestion)}>
                  <span aria-hidden className="size-3.5 rounded-sm border border-line-strong" style={{ backgroundColor: suggestion }} />
                  {t('take', { color: suggestion })}
                </Button>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Sample({ front, back, edge }: { front: string; back: string; edge: boolean }) {
  return (
    <span aria-hidden className="grid h-6 w-8 shrink-0 place-items-center rounded-sm border text-xs font-semibold" style={{ backgroundColor: back, color: front }}>
      {edge ? <span className="h-3 w-5 rounded-[3px]" style={{ backgroundColor: front }} /> : 'Aa'}
    </span>
  );
}
