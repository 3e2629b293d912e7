'use client';

import { useTranslations } from 'next-intl';
import { useDuration } from '@/components/status/use-duration';
import { Badge, StatusBadge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import type { FieldPlanStep } from '@/lib/model/field';

/** What will run, in order: each statement with what it costs and what it takes. */
export function PlanSteps({ steps }: { steps: readonly FieldPlanStep[] }) {
  const t = useTranslations('fields');
  if (steps.length === 0) return <p className="text-sm text-ink-soft">{t('noSteps')}</p>;
  return (
    <section className="space-y-2">
      <h3 className="text-base font-medium">{t('stepCount', { count: steps.length })}</h3>
      <ol className="space-y-3">
        {steps.map((step, index) => (
          <Step key={`${index}-${step.op}`} step={step} number={index + 1} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, number }: { step: FieldPlanStep; number: number }) {
  const t = useTranslations('fields');
  const duration = useDuration();
  return (
    <li data-op={step.op} className="overflow-hidden rounded-lg border">
      <div className="flex items-start gap-2 bg-sunken px-3 py-2">
        <span className="numeric pt-0.5 text-xs text-ink-faint">{number}</span>
        <pre className="min-w-0 flex-1 pt-0.5 font-mono text-xs break-words whitespace-pre-wrap">{step.sql}</pre>
        <CopyButton value={step.sql} label={t('copySql', { number })} />
      </div>
      <p className="numeric flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-3 py-1.5 text-sm text-ink-soft">
        <span>
          {t('lock')} <code className="font-mono text-xs">{step.lock}</code>
        </span>
        {step.rewritesTable ? <Badge>{t('rewrites')}</Badge> : <span>{t('noRewrite')}</span>}
        <span>{t('rows', { count: step.rows })}</span>
        <span>{t('estimate', { time: duration(step.estimateMs) })}</span>
        {step.destroysData && <StatusBadge tone="bad">{t('destroys')}</StatusBadge>}
      </p>
    </li>
  );
}
