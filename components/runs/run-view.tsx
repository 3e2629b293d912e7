'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import type { Action, ActionProblem } from '@/components/form/action';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { RunStatusBadge } from '@/components/status/status';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, Facts } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Progress } from '@/components/ui/progress';
import { RelativeTime } from '@/components/ui/relative-time';
import { orpc } from '@/lib/doors/rpc/client';
import type { Run, RunStatus } from '@/lib/model/run';
import { StepTimeline } from './step-timeline';

export type RunControl = 'cancel' | 'pause' | 'resume' | 'retry';
const WATCH_MS = 1_000;
const SHORT_ID = 8;
const LIVE = new Set<RunStatus>(['queued', 'running']);
const CONTROLS: Record<RunStatus, RunControl[]> = {
  queued: ['pause', 'cancel'],
  running: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  failed: ['retry'],
  cancelled: ['retry'],
  succeeded: [],
};

interface RunViewProps {
  run: Run;
  /** Absent for who may only look. */
  controls?: Record<RunControl, Action<{ id: string }, Run>>;
}

export function RunView({ run: initial, controls }: RunViewProps) {
  const t = useTranslations('runs');
  const tc = useTranslations('common');
  const words = useErrorWords();
  const watchMs = useWatchInterval(WATCH_MS);
  const { data: run } = useQuery({
    ...orpc.runs.get.queryOptions({ input: { id: initial.id } }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && LIVE.has(state.data.status) ? watchMs : false),
  });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="space-y-4">
        {/* What a step says of itself is not said twice. */}
        {run.error && run.status === 'failed' && run.steps.every((step) => !step.error) && (
          <Alert tone="bad" title={words(run.error).title}>
            {words(run.error).detail}
          </Alert>
        )}
        <Card title={t('steps')} actions={<span className="numeric text-sm text-ink-soft">{t('progressOf', run.progress)}</span>}>
          <Progress value={run.progress.done} max={run.progress.total} label={t('progressOf', run.progress)} tone={run.status === 'failed' ? 'bad' : run.status === 'succeeded' ? 'good' : 'accent'} className="mb-5" />
          <StepTimeline steps={run.steps} />
        </Card>
      </div>
      <Card title={tc('details')}>
        <Facts
          items={[
            { term: t('statusLabel'), value: <RunStatusBadge status={run.status} /> },
            ...(run.tenant ? [{ term: t('tenant'), value: <Link href={`/tenants/${run.tenant}`} className="font-mono text-xs hover:underline">{run.tenant}</Link> }] : []),
            { term: t('attempts'), value: run.attempts },
            { term: tc('created'), value: <RelativeTime at={run.createdAt} /> },
            ...(run.startedAt ? [{ term: t('started'), value: <RelativeTime at={run.startedAt} /> }] : []),
            ...(run.finishedAt ? [{ term: t('finished'), value: <RelativeTime at={run.finishedAt} /> }] : []),
            ...(run.nextAttemptAt ? [{ term: t('nextAttempt'), value: <RelativeTime at={run.nextAttemptAt} /> }] : []),
            { term: 'ID', value: <span className="inline-flex items-center gap-1"><code className="font-mono text-xs" title={run.id}>{`${run.id.slice(0, SHORT_ID)}…`}</code><CopyButton value={run.id} label={tc('copy')} /></span> },
          ]}
        />
        {controls && <Controls run={run} controls={controls} />}
      </Card>
    </div>
  );
}

function Controls({ run, controls }: { run: Run; controls: Record<RunControl, Action<{ id: string }, Run>> }) {
  const t = useTranslations('runs');
  const queries = useQueryClient();
  const [busy, setBusy] = useState<RunControl | null>(null);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const act = async (name: RunControl) => {
    setBusy(name);
    const result = await controls[name]({ id: run.id });
    setProblem(result.ok ? null : result.error);
    await queries.invalidateQueries({ queryKey: orpc.runs.key() });
    setBusy(null);
  };
  if (CONTROLS[run.status].length === 0) return null;
  return (
    <div className="mt-3 space-y-3">
      {problem && <Alert tone="bad" title={problem.title} live>{problem.detail}</Alert>}
      <div className="flex flex-wrap gap-2">
        {CONTROLS[run.status].map((name) => (
          <Button key={name} variant={name === 'cancel' ? 'danger' : 'secondary'} pending={busy === name} disabled={busy !== null} onClick={() => void act(name)}>
            {t(`control.${name}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
