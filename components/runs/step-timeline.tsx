'use client';

import { Check, CircleDashed, LoaderCircle, Minus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDuration } from '@/components/status/use-duration';
import { useErrorWords, useStepName } from '@/components/status/words';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { RunStep, StepStatus } from '@/lib/model/run';
import { useElapsed } from './use-elapsed';

const DOT: Record<StepStatus, { icon: typeof Check; className: string }> = {
  done: { icon: Check, className: 'border-good bg-good-soft text-good-ink' },
  running: { icon: LoaderCircle, className: 'border-work bg-work-soft text-work-ink [&>svg]:animate-spin' },
  failed: { icon: X, className: 'border-bad bg-bad-soft text-bad-ink' },
  pending: { icon: CircleDashed, className: 'border-line-strong bg-surface text-ink-faint' },
  skipped: { icon: Minus, className: 'border-line-strong bg-sunken text-ink-faint' },
};

/** The steps of a run from top to bottom: what is done, what is under way, what went wrong and why. */
export function StepTimeline({ steps }: { steps: RunStep[] }) {
  return (
    <ol aria-live="polite" aria-relevant="text">
      {steps.map((step, index) => (
        <Step key={step.name} step={step} last={index === steps.length - 1} />
      ))}
    </ol>
  );
}

function Step({ step, last }: { step: RunStep; last: boolean }) {
  const t = useTranslations('runs');
  const name = useStepName();
  const { icon: Icon, className } = DOT[step.status];
  return (
    <li data-step={step.name} data-status={step.status} className="relative flex gap-3.5 pb-5 last:pb-0">
      {!last && <span aria-hidden className={cn('absolute top-7 bottom-0 left-3 w-px -translate-x-1/2', step.status === 'done' ? 'bg-good/50' : 'bg-line-strong')} />}
      <span className={cn('grid size-6 shrink-0 place-items-center rounded-full border', className)}>
        <Icon className="size-3.5" strokeWidth={2.5} aria-hidden />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        {/* The time keeps its column: on a phone the state goes below the name, not the time. */}
        <div className="flex items-baseline gap-x-3">
          <div className="min-w-0 flex-1 sm:flex sm:items-baseline sm:justify-between sm:gap-x-3">
            <p className={cn('text-base', step.status === 'pending' || step.status === 'skipped' ? 'text-ink-soft' : 'font-medium')}>{name(step.name)}</p>
            <p className="flex shrink-0 items-center gap-2 text-sm text-ink-soft">
              {step.attempts > 1 && <Badge>{t('attempt', { count: step.attempts })}</Badge>}
              {t(`stepStatus.${step.status}`)}
            </p>
          </div>
          <StepTime step={step} />
        </div>
        {step.error && <StepProblem error={step.error} />}
      </div>
    </li>
  );
}

function StepTime({ step }: { step: RunStep }) {
  const duration = useDuration();
  const elapsed = useElapsed(step.status === 'running' ? step.startedAt : null);
  const ms = step.durationMs ?? elapsed;
  return <span className="numeric w-16 shrink-0 text-right text-sm text-ink-faint">{ms === null ? '' : duration(ms)}</span>;
}

function StepProblem({ error }: { error: NonNullable<RunStep['error']> }) {
  const t = useTranslations('runs');
  const { title, detail } = useErrorWords()(error);
  return (
    <div className="mt-1.5 rounded-md border border-bad/30 bg-bad-soft px-3 py-2 text-sm">
      <p className="font-medium">{title}</p>
      <p className="text-pretty text-ink-soft">{detail}</p>
      {error.transient && <p className="mt-1 text-ink-soft">{t('retriedByItself')}</p>}
    </div>
  );
}
