'use client';

import { useTranslations } from 'next-intl';
import { useDuration } from '@/components/status/use-duration';
import { Badge, StatusBadge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { CopyButton } from '@/components/ui/copy-button';
import type { FieldPlanStep } from '@/lib/model/field';
import { SqlCode } from './sql-code';
import { useStepWords, type StepWords } from './step-words';

/** Takes a field from its users; its values stay for a while. */
const HIDE = 'hide_column';
/** Whether all that a plan takes away can be restored for a while. */
export const onlyHides = (steps: readonly FieldPlanStep[]): boolean => steps.every(({ destroysData, op }) => !destroysData || op === HIDE);

/** What will run, in order: each step in words, with its statement, what it costs and what it takes. */
export function PlanSteps({ steps }: { steps: readonly FieldPlanStep[] }) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const duration = useDuration();
  const words = useStepWords();
  if (steps.length === 0) return <p className="rounded-lg border bg-sunken px-4 py-3 text-sm text-ink-soft">{t('noSteps')}</p>;
  const totalMs = steps.reduce((sum, { estimateMs }) => sum + estimateMs, 0);
  return (
    <section className="space-y-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <h3 className="text-base font-medium">{t('stepCount', { count: steps.length })}</h3>
        <p className="numeric text-sm text-ink-soft">{tp('total', { time: duration(totalMs) })}</p>
      </div>
      <ol className="space-y-3">
        {steps.map((step, index) => (
          <Step key={`${index}-${step.op}`} step={step} words={words(step)} number={index + 1} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, words, number }: { step: FieldPlanStep; words: StepWords; number: number }) {
  const t = useTranslations('fields');
  const duration = useDuration();
  return (
    <li data-op={step.op} className={cn('overflow-hidden rounded-lg border', step.destroysData && (step.op === HIDE ? 'border-warn/45' : 'border-bad/50'))}>
      <div className={cn('flex items-start gap-2.5 px-3 py-2', step.destroysData && (step.op === HIDE ? 'bg-warn-soft' : 'bg-bad-soft'))}>
        <span className="numeric w-4 shrink-0 text-right text-sm text-ink-faint">{number}</span>
        <div className="min-w-0 flex-1 space-y-0.5">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium text-pretty">
            {words.what}
            {step.destroysData && <StatusBadge tone={step.op === HIDE ? 'warn' : 'bad'}>{t(step.op === HIDE ? 'hides' : 'destroys')}</StatusBadge>}
          </p>
          <p className="numeric flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
            {words.waits && <span>{words.waits}</span>}
            {step.rewritesTable ? <Badge>{t('rewrites')}</Badge> : <span>{t('noRewrite')}</span>}
            <span>{t('rows', { count: step.rows })}</span>
            <span>{t('estimate', { time: duration(step.estimateMs) })}</span>
          </p>
        </div>
      </div>
      <div className="border-t bg-sunken py-1.5 pr-1.5 pl-9.5">
        <div className="flex items-start gap-2">
          <SqlCode sql={step.sql} />
          <CopyButton value={step.sql} label={t('copySql', { number })} />
        </div>
        <p className="pt-1 text-xs text-ink-soft">
          {t('lock')} <code className="font-mono">{step.lock}</code>
        </p>
      </div>
    </li>
  );
}
