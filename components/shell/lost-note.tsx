'use client';

import { CloudOff } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';

/** `card` beside the navigation, `icon` where that is collapsed, `chip` in the bar of narrow screens. */
export type LiveLostLook = 'card' | 'icon' | 'chip';

/** The words of a lost stream. */
export function LostNote({ look, ended, since }: { look: LiveLostLook; ended: boolean; since: number }) {
  const t = useTranslations('nav');
  const format = useFormatter();
  const time = format.dateTime(since, { hour: '2-digit', minute: '2-digit', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  const title = ended ? t('liveEnded') : t('liveLost');
  const detail = ended ? t('liveEndedDetail') : t('liveLostDetail', { since: time });
  const icon = <CloudOff className="mt-px size-3.5 shrink-0 text-warn-ink" aria-hidden />;
  // An address of nothing is this page: it is loaded anew, and leads to signing in.
  const reload = ended && (
    <a href="" className="inline-flex min-h-6 items-center text-accent-ink hover:underline">
      {t('reload')}
    </a>
  );
  if (look === 'card') {
    return (
      <div className="flex gap-2 rounded-md border border-line-strong bg-surface px-2.5 py-2 text-xs shadow-sm">
        {icon}
        <div className="min-w-0 space-y-0.5">
          <p className="font-medium text-ink">{title}</p>
          <p className="text-pretty text-ink-soft">{detail}</p>
          {reload}
        </div>
      </div>
    );
  }
  const chip = look === 'chip';
  return (
    <Tooltip content={chip ? detail : `${title}. ${detail}`} side={chip ? 'bottom' : 'right'}>
      {/* Focus brings the words up for the keyboard too. */}
      <span tabIndex={0} className={cn('flex items-center gap-1.5 rounded-md text-xs text-ink-soft', chip ? 'border border-line-strong bg-surface px-2 py-1' : 'justify-center p-1.5')}>
        {icon}
        <span className={chip ? 'truncate' : 'sr-only'}>{chip && !ended ? t('liveLostShort', { since: time }) : title}</span>
        {chip && reload}
      </span>
    </Tooltip>
  );
}
