'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyAsMenu } from '@/components/api/copy-as';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import type { Backfill, Field as FieldModel, FieldDrift, FieldPlan, OnFailure } from '@/lib/model/field';
import { ApplyRun } from './apply-run';
import { ChangeList } from './change-list';
import type { FieldKind } from './field-values';
import { namedPath } from './pending-changes';
import { backfillOf, isConfirmed, NO_ANSWERS, openBlockers, type PlanAnswers } from './plan-answers';
import { PlanBlockers } from './plan-blockers';
import { onlyHides, PlanSteps } from './plan-steps';
import type { Repair } from './repair-buttons';
import type { FieldRun } from './use-field-run';
import type { Pending } from './use-pending';
import type { Review } from './use-review';

interface ReviewDialogProps {
  slug: string;
  open: boolean;
  review: Review;
  run: FieldRun;
  fields: readonly FieldModel[];
  drifts: readonly FieldDrift[];
  pending: Pending;
  kinds: readonly FieldKind[];
  may: { apply: boolean; destroy: boolean };
  onChoice: (id: string, choice: OnFailure) => void;
  onApply: (plan: FieldPlan, confirm: string[], backfill: Record<string, Backfill>) => void;
  /** Absent for who may not. */
  onRepair?: Repair;
  onClose: () => void;
}

/** The plan, what stands in its way, what has to be typed; then the run that does it. */
export function ReviewDialog(props: ReviewDialogProps) {
  const t = useTranslations('fields');
  const { open, review, run, fields, pending, onRepair, onClose } = props;
  const [answers, setAnswers] = useState<PlanAnswers>(NO_ANSWERS);
  const applies = run.open;
  const close = () => {
    setAnswers(NO_ANSWERS);
    onClose();
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent
        className="max-w-3xl"
        title={applies ? t('applyTitle') : t('planTitle')}
        description={applies ? t('applyDetail') : t('planDetail')}
        footer={applies ? <RunButtons run={run} onClose={close} /> : <ReviewButtons {...props} answers={answers} />}
      >
        {applies ? (
          <ApplyRun run={run} broken={fields.find(({ state, problem }) => state === 'repair' && problem?.runId === run.id)?.id ?? null} waiting={pending.count > 0} onRepair={onRepair} />
        ) : (
          <div data-read-first className="space-y-4" aria-busy={review.busy === 'planning'}>
            <ReviewProblem {...props} />
            {review.busy === 'planning' && !review.plan && (
              <div role="status" aria-label={t('planning')} className="space-y-3">
                <Skeleton className="h-16" />
                <Skeleton className="h-48" />
              </div>
            )}
            {review.plan && <PlanBody {...props} plan={review.plan} answers={answers} onAnswers={setAnswers} />}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

/** What was refused. A plan that no longer fits has one way on. */
function ReviewProblem({ review, pending }: ReviewDialogProps) {
  const t = useTranslations('fields');
  const { problem } = review;
  if (problem?.code === 'plan_stale') {
    return (
      <Alert
        tone="warn"
        title={problem.title}
        live
        actions={
          <Button size="sm" variant="primary" pending={review.busy === 'planning'} onClick={() => void review.make(pending.commands)}>
            {t('planAgain')}
          </Button>
        }
      >
        {problem.detail}
      </Alert>
    );
  }
  return <FormProblem problem={problem && { ...problem, errors: problem.errors.map((error) => ({ ...error, path: namedPath(error.path, pending.commands, pending.rows) })) }} />;
}

function PlanBody({ plan, fields, drifts, pending, kinds, may, onChoice, answers, onAnswers }: ReviewDialogProps & { plan: FieldPlan; answers: PlanAnswers; onAnswers: (answers: PlanAnswers) => void }) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const { rows } = pending;
  return (
    <>
      {!may.apply && <Alert tone="info" title={t('mayNotChange')} />}
      <section className="space-y-1">
        <h3 className="text-base font-medium">{tp('whatChanges')}</h3>
        <ChangeList fields={fields} drifts={drifts} pending={pending} />
      </section>
      <PlanBlockers blockers={plan.blockers} rows={rows} kinds={kinds} onFailureOf={pending.onFailureOf} answers={answers} onAnswers={onAnswers} onChoice={onChoice} />
      <PlanSteps steps={plan.steps} />
      {plan.destroysData && may.apply && !may.destroy && <Alert tone="warn" title={t('mayNotDestroy')} />}
      {plan.confirm.length > 0 && may.destroy && <Confirm names={plan.confirm} hides={onlyHides(plan.steps)} answers={answers} onAnswers={onAnswers} />}
    </>
  );
}

function Confirm({ names, hides, answers, onAnswers }: { names: readonly string[]; /** Nothing is lost at once. */ hides: boolean; answers: PlanAnswers; onAnswers: (answers: PlanAnswers) => void }) {
  const t = useTranslations('fields');
  return (
    <Alert tone="warn" title={t(hides ? 'confirmHideTitle' : 'confirmTitle')}>
      <p>{t(hides ? 'confirmHideDetail' : 'confirmDetail')}</p>
      <div className="grid gap-3 pt-2 text-ink sm:grid-cols-2">
        {names.map((name) => (
          <Field key={name} label={t('typeName', { name })}>
            <Input value={answers.confirm[name] ?? ''} onChange={(event) => onAnswers({ ...answers, confirm: { ...answers.confirm, [name]: event.target.value } })} autoComplete="off" spellCheck={false} className="font-mono" />
          </Field>
        ))}
      </div>
    </Alert>
  );
}

function ReviewButtons({ slug, review, pending, may, onApply, answers }: ReviewDialogProps & { answers: PlanAnswers }) {
  const t = useTranslations('fields');
  const { plan, busy } = review;
  const typeOf = (name: string) => pending.rows.find(({ field }) => field.name === name)?.field.type ?? 'text';
  const backfill = backfillOf(answers, typeOf);
  const stale = review.problem?.code === 'plan_stale';
  const ready = plan !== null && !stale && may.apply && (!plan.destroysData || may.destroy) && openBlockers(plan, backfill).length === 0 && isConfirmed(plan, answers);
  return (
    <>
      <CopyAsMenu
        className="sm:mr-auto"
        operations={[
          { operation: 'fields.plan', label: t('planAgain'), input: () => ({ slug, changes: pending.commands }) },
          // Only a plan that may be applied as it stands is worth a line.
          ...(plan && ready ? [{ operation: 'fields.apply', label: t('apply'), input: () => ({ slug, planId: plan.planId, hash: plan.hash, confirm: plan.confirm, backfill }) }] : []),
        ]}
      />
      <Button pending={busy === 'planning'} disabled={busy === 'applying'} onClick={() => void review.make(pending.commands)}>
        {t('planAgain')}
      </Button>
      <Button variant={plan?.destroysData ? 'danger' : 'primary'} disabled={!ready || busy === 'planning'} pending={busy === 'applying'} onClick={() => plan && onApply(plan, plan.confirm, backfill)}>
        {t('apply')}
      </Button>
    </>
  );
}

function RunButtons({ run, onClose }: { run: FieldRun; onClose: () => void }) {
  const t = useTranslations('plan');
  const tc = useTranslations('common');
  return <Button onClick={onClose}>{run.isLive ? t('goOn') : tc('close')}</Button>;
}
