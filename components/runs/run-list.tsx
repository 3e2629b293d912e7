'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { RunStatusBadge } from '@/components/status/status';
import { useRunKind } from '@/components/status/words';
import { Progress } from '@/components/ui/progress';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Run } from '@/lib/model/run';

/** A few runs, each one line; the whole list is on its own page. */
export function RunList({ runs }: { runs: Run[] }) {
  const t = useTranslations('runs');
  const kind = useRunKind();
  if (runs.length === 0) return <p className="px-4 py-6 text-center text-sm text-ink-soft">{t('emptyTitle')}</p>;
  return (
    <ul className="divide-y">
      {runs.map((run) => (
        <li key={run.id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm hover:bg-hover">
          <Link href={`/runs/${run.id}`} className="inline-flex min-h-6 items-center font-medium hover:underline">
            {kind(run.kind)}
          </Link>
          {run.tenant && <code className="font-mono text-xs text-ink-soft">{run.tenant}</code>}
          <span className="ml-auto flex items-center gap-3 max-sm:w-full max-sm:justify-between">
            {run.status === 'running' && <Progress value={run.progress.done} max={run.progress.total} label={t('progressOf', run.progress)} className="w-20" />}
            <RunStatusBadge status={run.status} />
            <span className="w-28 text-right text-ink-faint">
              <RelativeTime at={run.finishedAt ?? run.startedAt ?? run.createdAt} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
