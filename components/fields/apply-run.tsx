'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { StepTimeline } from '@/components/runs/step-timeline';
import { useElapsed } from '@/components/runs/use-elapsed';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useDuration } from '@/components/status/use-duration';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { ErrorState } from '@/components/ui/error-state';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import type { Run } from '@/lib/model/run';
import { RepairButtons, type Repair } from './repair-buttons';
import type { FieldRun } from './use-field-run';

interface ApplyRunProps {
  run: FieldRun;
  /** Id of a field that waits for repair: the run stopped half-way. */
  broken: string | null;
  /** Changes that the run left undone wait again. */
  waiting: boolean;
  /** Absent for who may not. */
  onRepair?: Repair;
}

/** The run that applies a plan: its steps as they are done, and at a failure its cause and the one thing to do. */
export function ApplyRun({ run: { run: query }, ...outcome }: ApplyRunProps) {
  const tr = useTranslations('runs');
  const t = useTranslations('plan');
  const duration = useDuration();
  const problem = useQueryProblem(query.error);
  const run = query.data;
  const ticking = useElapsed(run?.startedAt && !run.finishedAt ? run.startedAt : null);
  if (problem && !run) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!run) return <Skeleton className="h-64" />;
  const { progress, status, startedAt, finishedAt } = run;
  const elapsed = startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : ticking;
  return (
    <div className="space-y-4">
      <Outcome run={run} {...outcome} />
      <div className="space-y-1.5">
        <p className="numeric flex flex-wrap justify-between gap-x-4 text-sm text-ink-soft">
          <span>{tr('progressOf', progress)}</span>
          {elapsed !== null && <span>{finishedAt ? duration(elapsed) : t('elapsed', { time: duration(elapsed) })}</span>}
        </p>
        <Progress value={progress.done} max={progress.total} label={tr('progressOf', progress)} tone={status === 'failed' ? 'bad' : status === 'succeeded' ? 'good' : 'accent'} />
      </div>
      <StepTimeline steps={run.steps} />
    </div>
  );
}

function Outcome({ run, broken, waiting, onRepair }: { run: Run } & Omit<ApplyRunProps, 'run'>) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const words = useErrorWords();
  const { status, error, id } = run;
  if (status === 'succeeded') return <Alert tone="good" title={t('appliedTitle')} live />;
  if (status !== 'failed' && status !== 'cancelled') return null;
  return (
    <Alert
      tone="bad"
      title={t('failedTitle')}
      live
      actions={
        <>
          {broken !== null && onRepair && <RepairButtons fieldId={broken} onRepair={onRepair} />}
          <Link href={`/runs/${id}`} className="inline-flex min-h-7 items-center text-accent-ink hover:underline">
            {t('openRun')}
          </Link>
        </>
      }
    >
      {error && (
        <p>
          {words(error).title}. {words(error).detail}
        </p>
      )}
      <p>{broken !== null ? (onRepair ? tp('repairDetail') : tp('mayNotRepair')) : waiting ? tp('putBack') : tp('asBefore')}</p>
    </Alert>
  );
}
