'use client';

import { useTranslations } from 'next-intl';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import type { Field, FieldDrift } from '@/lib/model/field';
import { DriftNotice } from './drift-notice';
import { RepairButtons, type Repair } from './repair-buttons';
import type { Pending } from './use-pending';

interface FieldNoticesProps {
  fields: readonly Field[];
  drift: readonly FieldDrift[];
  /** Why the table was not looked at. */
  unseen: string | null;
  /** The engine lets fields be made columns. */
  changeable: boolean;
  pending: Pending;
  /** Absent for who may not. */
  onRepair?: Repair;
  /** What was changed by hand can be put right here. */
  mayResolve: boolean;
}

/** What is not as the definitions promise, and what mends it. */
export function FieldNotices({ fields, drift, unseen, changeable, pending, onRepair, mayResolve }: FieldNoticesProps) {
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
      {drift.length > 0 && <DriftNotice drift={drift} pending={pending} mayResolve={mayResolve} />}
      {fields.map(({ id, name, state, problem }) => (state === 'repair' && problem ? <RepairNotice key={id} id={id} name={name} problem={problem} onRepair={onRepair} /> : null))}
    </>
  );
}

/** A change that stopped half-way: why, and what mends it. */
function RepairNotice({ id, name, problem, onRepair }: { id: string; name: string; problem: NonNullable<Field['problem']> } & Pick<FieldNoticesProps, 'onRepair'>) {
  const t = useTranslations('fields');
  const tp = useTranslations('plan');
  const words = useErrorWords()({ code: problem.code, params: {} });
  return (
    <Alert tone="bad" title={t('repairTitle', { name })} actions={onRepair && <RepairButtons fieldId={id} onRepair={onRepair} />}>
      <p>
        {words.title}. {words.detail}
      </p>
      <p>{tp(onRepair ? 'repairDetail' : 'mayNotRepair')}</p>
    </Alert>
  );
}
