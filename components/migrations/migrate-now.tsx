'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { CopyAs } from '@/components/api/copy-as';
import type { Action, ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { StepTimeline } from '@/components/runs/step-timeline';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Progress } from '@/components/ui/progress';
import { orpc } from '@/lib/doors/rpc/client';
import type { Run, RunStatus } from '@/lib/model/run';

export type ApplyMigrations = Action<{ slug: string }, { runId: string }>;

const KIND = 'tenant.migrate';
const WATCH_MS = 700;
const LIVE: ReadonlySet<RunStatus> = new Set(['queued', 'running', 'paused']);

/** The run that applies this tenant's migrations, while there is one; whoever began it. */
export function useMigrationRun(slug: string): Run | null {
  const watchMs = useWatchInterval(WATCH_MS);
  const latest = useQuery({
    ...orpc.runs.list.queryOptions({ input: { tenant: slug, kind: KIND, limit: 1 } }),
    refetchInterval: ({ state }) => (LIVE.has(state.data?.items[0]?.status ?? 'succeeded') ? watchMs : false),
  });
  const run = latest.data?.items[0];
  return run && LIVE.has(run.status) ? run : null;
}

/** Begins to apply what waits; what was refused stays above the button. */
export function MigrateNow({ slug, count, apply }: { slug: string; count: number; apply: ApplyMigrations }) {
  const t = useTranslations('migrations');
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const begin = async () => {
    setBusy(true);
    const result = await apply({ slug });
    setProblem(result.ok ? null : result.error);
    await Promise.all([orpc.runs.list.key(), orpc.migrations.key()].map((queryKey) => queries.invalidateQueries({ queryKey })));
    setBusy(false);
  };
  return (
    <div className="space-y-3 border-t px-4 py-3">
      <FormProblem problem={problem} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-64 text-sm text-pretty text-ink-soft">{t('nowDetail')}</p>
        <div className="flex flex-wrap gap-2">
          <CopyAs operation="migrations.apply" input={() => ({ slug })} />
          <Button variant="primary" pending={busy} onClick={() => void begin()}>{t('now', { count })}</Button>
        </div>
      </div>
    </div>
  );
}

/** How far a run is that applies migrations. */
export function MigrationProgress({ run }: { run: Run }) {
  const t = useTranslations('migrations');
  const tr = useTranslations('runs');
  return (
    <Card
      title={t('atWork')}
      actions={
        <Button asChild size="sm">
          <Link href={`/runs/${run.id}`}>{t('openRun')}</Link>
        </Button>
      }
    >
      <Progress value={run.progress.done} max={run.progress.total} label={tr('progressOf', run.progress)} className="mb-5" />
      <StepTimeline steps={run.steps} />
    </Card>
  );
}
