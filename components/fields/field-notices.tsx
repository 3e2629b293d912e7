'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionProblem } from '@/components/form/action';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import type { Field, FieldDrift } from '@/lib/model/field';

interface FieldNoticesProps {
  fields: readonly Field[];
  drift: readonly FieldDrift[];
  /** Why the table was not looked at. */
  unseen: string | null;
  /** The engine lets fields be made columns. */
  changeable: boolean;
  /** Does the change again that stopped half-way; absent for who may not. @returns what was refused */
  onRepair?: (runId: string) => Promise<ActionProblem | null>;
}

/** What is not as the definitions promise, and what mends it. */
export function FieldNotices({ fields, drift, unseen, changeable, onRepair }: FieldNoticesProps) {
  const t = useTranslations('fields');
  const words = useErrorWords();
  return (
    <>
      {!changeable && (
        <Alert tone="info" title={t('notChangeableTitle')}>
          {t('notChangeable')}
        </Alert>
      )}
      {unseen && (
        <Alert tone="warn" title={t('unseenTitle')}>
          {words({ code: unseen, params: {} }).detail}
        </Alert>
      )}
      {drift.length > 0 && (
        <Alert tone="warn" title={t('driftTitle')}>
          <ul className="list-disc pl-5">
            {drift.map(({ kind, column, expected, found }) => (
              <li key={`${kind}-${column}`}>{t(`drift.${kind}`, { column, expected: expected ?? '–', found: found ?? '–' })}</li>
            ))}
          </ul>
        </Alert>
      )}
      {fields.map(({ id, name, state, problem }) => (state === 'repair' && problem ? <Repair key={id} name={name} problem={problem} onRepair={onRepair} /> : null))}
    </>
  );
}

/** A change that stopped half-way: why, and the one action that mends it. */
function Repair({ name, problem, onRepair }: { name: string; problem: NonNullable<Field['problem']> } & Pick<FieldNoticesProps, 'onRepair'>) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const words = useErrorWords()({ code: problem.code, params: {} });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ActionProblem | null>(null);
  const { runId } = problem;
  const repair = async (id: string) => {
    setBusy(true);
    setRefused((await onRepair?.(id)) ?? null);
    setBusy(false);
  };
  return (
    <Alert
      tone="bad"
      title={t('repairTitle', { name })}
      actions={
        runId !== null &&
        onRepair && (
          <Button size="sm" pending={busy} onClick={() => void repair(runId)}>
            {tp('repair')}
          </Button>
        )
      }
    >
      <p>
        {words.title}. {words.detail}
      </p>
      <p>{tp('repairDetail')}</p>
      {!onRepair && <p>{tp('mayNotRepair')}</p>}
      {refused && (
        <p role="alert" className="text-bad-ink">
          {refused.title}. {refused.detail}
        </p>
      )}
    </Alert>
  );
}
