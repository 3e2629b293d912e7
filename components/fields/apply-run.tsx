'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect } from 'react';
import { StepTimeline } from '@/components/runs/step-timeline';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { ErrorState } from '@/components/ui/error-state';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { RunStatus } from '@/lib/model/run';

const WATCH_MS = 700;
const RUN_SETTLED: ReadonlySet<RunStatus> = new Set(['succeeded', 'failed', 'cancelled']);

/** The run that applies a plan, watched to its end. */
export function ApplyRun({ runId, onSettled }: { runId: string; onSettled: (status: RunStatus) => void }) {
  const t = useTranslations('fields');
  const tr = useTranslations('runs');
  const words = useErrorWords();
  const watchMs = useWatchInterval(WATCH_MS);
  const query = useQuery({
    ...orpc.runs.get.queryOptions({ input: { id: runId } }),
    refetchInterval: ({ state }) => (state.data && RUN_SETTLED.has(state.data.status) ? false : watchMs),
  });
  const problem = useQueryProblem(query.error);
  const status = query.data?.status;
  useEffect(() => {
    if (status && RUN_SETTLED.has(status)) onSettled(status);
  }, [status, onSettled]);
  if (problem && !query.data) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-64" />;
  const { progress, steps, error } = query.data;
  return (
    <div className="space-y-4">
      {status === 'succeeded' && <Alert tone="good" title={t('appliedTitle')} live />}
      {(status === 'failed' || status === 'cancelled') && (
        <Alert tone="bad" title={t('failedTitle')} live actions={<Link href={`/runs/${runId}`} className="inline-flex min-h-6 items-center text-accent-ink hover:underline">{t('openRun')}</Link>}>
          {error && words(error).detail}
        </Alert>
      )}
      <Progress value={progress.done} max={progress.total} label={tr('progressOf', progress)} tone={status === 'failed' ? 'bad' : status === 'succeeded' ? 'good' : 'accent'} />
      <StepTimeline steps={steps} />
    </div>
  );
}
