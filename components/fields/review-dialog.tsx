'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import type { ActionProblem } from '@/components/form/action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import type { Backfill, FieldPlan, OnFailure } from '@/lib/model/field';
import type { RunStatus } from '@/lib/model/run';
import { ApplyRun } from './apply-run';
import type { FieldKind } from './field-values';
import { backfillOf, isConfirmed, NO_ANSWERS, openBlockers, type PlanAnswers } from './plan-answers';
import { PlanBlockers } from './plan-blockers';
import { PlanSteps } from './plan-steps';
import { namedPath, type FieldCommand, type FieldRow } from './pending-changes';

interface ReviewDialogProps {
  open: boolean;
  plan: FieldPlan | null;
  problem: ActionProblem | null;
  planning: boolean;
  applying: boolean;
  runId: string | null;
  rows: readonly FieldRow[];
  kinds: readonly FieldKind[];
  changes: readonly FieldCommand[];
  mayApply: boolean;
  mayDestroy: boolean;
  onChoice: (id: string, choice: OnFailure) => void;
  onPlanAgain: () => void;
  onApply: (plan: FieldPlan, confirm: string[], backfill: Record<string, Backfill>) => void;
  onSettled: (status: RunStatus) => void;
  onClose: () => void;
}

/** The plan, what stands in its way, what has to be typed; then the run that does it. */
export function ReviewDialog(props: ReviewDialogProps) {
  const t = useTranslations('fields');
  const tc = useTranslations('common');
  const { open, plan, problem, planning, runId, rows, changes, onClose, onPlanAgain, onSettled } = props;
  const [answers, setAnswers] = useState<PlanAnswers>(NO_ANSWERS);
  const named = problem && { ...problem, errors: problem.errors.map((error) => ({ ...error, path: namedPath(error.path, changes, rows) })) };
  const close = () => {
    setAnswers(NO_ANSWERS);
    onClose();
  };
  const footer = runId ? <Button onClick={close}>{tc('close')}</Button> : <ReviewButtons {...props} answers={answers} onPlanAgain={onPlanAgain} />;
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent className="max-w-3xl" title={runId ? t('applyTitle') : t('planTitle')} description={runId ? t('applyDetail') : t('planDetail')} footer={footer}>
        {runId ? (
          <ApplyRun runId={runId} onSettled={onSettled} />
        ) : (
          <div className="space-y-4" aria-busy={planning}>
            <FormProblem problem={named} />
            {planning && !plan && (
              <div role="status" aria-label={t('planning')}>
                <Skeleton className="h-48" />
              </div>
            )}
            {plan && <PlanBody {...props} plan={plan} answers={answers} onAnswers={setAnswers} />}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

function PlanBody({ plan, rows, kinds, changes, mayApply, mayDestroy, onChoice, answers, onAnswers }: ReviewDialogProps & { plan: FieldPlan; answers: PlanAnswers; onAnswers: (answers: PlanAnswers) => void }) {
  const t = useTranslations('fields');
  return (
    <>
      {!mayApply && <Alert tone="info" title={t('mayNotChange')} />}
      <PlanBlockers blockers={plan.blockers} rows={rows} kinds={kinds} changes={changes} answers={answers} onAnswers={onAnswers} onChoice={onChoice} />
      <PlanSteps steps={plan.steps} />
      {plan.destroysData && mayApply && !mayDestroy && <Alert tone="warn" title={t('mayNotDestroy')} />}
      {plan.confirm.length > 0 && mayDestroy && (
        <Alert tone="warn" title={t('confirmTitle')}>
          <p>{t('confirmDetail')}</p>
          <div className="grid gap-3 pt-2 text-ink sm:grid-cols-2">
            {plan.confirm.map((name) => (
              <Field key={name} label={t('typeName', { name })}>
                <Input value={answers.confirm[name] ?? ''} onChange={(event) => onAnswers({ ...answers, confirm: { ...answers.confirm, [name]: event.target.value } })} autoComplete="off" spellCheck={false} className="font-mono" />
              </Field>
            ))}
          </div>
        </Alert>
      )}
    </>
  );
}

function ReviewButtons({ plan, rows, planning, applying, mayApply, mayDestroy, answers, onPlanAgain, onApply }: ReviewDialogProps & { answers: PlanAnswers }) {
  const t = useTranslations('fields');
  const typeOf = (name: string) => rows.find(({ field }) => field.name === name)?.field.type ?? 'text';
  const backfill = backfillOf(answers, typeOf);
  const ready = plan !== null && mayApply && (!plan.destroysData || mayDestroy) && openBlockers(plan, backfill).length === 0 && isConfirmed(plan, answers);
  return (
    <>
      <Button pending={planning} disabled={applying} onClick={onPlanAgain}>
        {t('planAgain')}
      </Button>
      <Button variant={plan?.destroysData ? 'danger' : 'primary'} disabled={!ready || planning} pending={applying} onClick={() => plan && onApply(plan, plan.confirm, backfill)}>
        {t('apply')}
      </Button>
    </>
  );
}
