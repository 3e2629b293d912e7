'use client';

import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDuration } from '@/components/status/use-duration';
import type { ConnectionCheck } from '@/lib/model/server';

type Loose = ((key: string, values?: Record<string, string | number>) => string) & { has(key: string): boolean };

/** Checks in the order they ran: outcome by icon and word, time, and what was seen or what to do. */
export function CheckList({ checks }: { checks: ConnectionCheck[] }) {
  const t = useTranslations('servers');
  const words = useTranslations('checks') as unknown as Loose;
  const duration = useDuration();
  return (
    <ul className="panel divide-y text-sm">
      {checks.map((check) => {
        const state = check.skipped ? 'skipped' : check.ok ? 'ok' : 'failed';
        return (
          <li key={check.name} data-check={check.name} data-state={state} className="flex gap-3 px-3.5 py-2.5">
            <Mark state={state} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap justify-between gap-x-3">
                <span className="font-medium">
                  {words(`names.${check.name}`)}
                  {!check.skipped && <span className="sr-only">: {t(`check.${state}`)}</span>}
                </span>
                <span className="numeric text-ink-faint" title={check.skipped ? detailOf(words, check) : undefined}>{check.skipped ? t('check.skipped') : duration(check.latencyMs)}</span>
              </p>
              {!check.skipped && <p className="text-pretty text-ink-soft">{detailOf(words, check)}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Mark({ state }: { state: 'ok' | 'failed' | 'skipped' }) {
  if (state === 'ok') return <CircleCheck className="mt-0.5 size-4.5 shrink-0 text-good-ink" aria-hidden />;
  if (state === 'failed') return <CircleX className="mt-0.5 size-4.5 shrink-0 text-bad-ink" aria-hidden />;
  return <CircleMinus className="mt-0.5 size-4.5 shrink-0 text-ink-faint" aria-hidden />;
}

/** Lacking privileges come as names joined by a comma; each has words of its own. */
function detailOf(words: Loose, { detail, params = {} }: ConnectionCheck): string {
  const key = words.has(`detail.${detail}`) ? detail : 'check_failed';
  const { which } = params;
  if (typeof which !== 'string') return words(`detail.${key}`, params);
  const named = which.split(',').map((name) => (words.has(`privilege.${name.trim()}`) ? words(`privilege.${name.trim()}`) : name.trim()));
  return words(`detail.${key}`, { ...params, which: named.join(', ') });
}
