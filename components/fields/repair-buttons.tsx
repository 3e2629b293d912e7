'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionProblem } from '@/components/form/action';
import { Button } from '@/components/ui/button';
import type { RepairAction } from './use-review';

/** Mends a field whose change stopped half-way. @returns what was refused */
export type Repair = (fieldId: string, action: RepairAction) => Promise<ActionProblem | null>;

/** On with the change that stopped, or back to what was before it. */
export function RepairButtons({ fieldId, onRepair }: { fieldId: string; onRepair: Repair }) {
  const t = useTranslations('plan');
  const [busy, setBusy] = useState<RepairAction | null>(null);
  const [refused, setRefused] = useState<ActionProblem | null>(null);
  const repair = async (action: RepairAction) => {
    setBusy(action);
    setRefused(await onRepair(fieldId, action));
    setBusy(null);
  };
  return (
    <>
      <Button size="sm" variant="primary" pending={busy === 'retry'} disabled={busy !== null} onClick={() => void repair('retry')}>
        {t('repair')}
      </Button>
      <Button size="sm" pending={busy === 'giveUp'} disabled={busy !== null} onClick={() => void repair('giveUp')}>
        {t('giveUp')}
      </Button>
      {refused && (
        <p role="alert" className="w-full text-bad-ink">
          {refused.title}. {refused.detail}
        </p>
      )}
    </>
  );
}
