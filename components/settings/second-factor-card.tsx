'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { later } from '@/components/ui/later';
import { RelativeTime } from '@/components/ui/relative-time';
import type { SecondFactorActions, SecondFactorState } from './account-actions';

const EnrolDialog = later(() => import('./enrol-dialog').then((module) => module.EnrolDialog));
const ProofDialog = later(() => import('./proof-dialog').then((module) => module.ProofDialog<unknown>));
const RecoveryCodes = later(() => import('./recovery-codes').then((module) => module.RecoveryCodes));

/** My second factor: set up, renew its recovery codes, take away. */
export function SecondFactorCard({ state, actions }: { state: SecondFactorState; actions: SecondFactorActions }) {
  const t = useTranslations('settings');
  const router = useRouter();
  const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null);
  const [asked, setAsked] = useState<'renew' | 'remove' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const begin = async () => {
    setBusy(true);
    const result = await actions.enrol({});
    setBusy(false);
    setProblem(result.ok ? null : result.error);
    if (result.ok) setBegun(result.data);
  };
  const close = () => {
    setBegun(null);
    setAsked(null);
    setCodes(null);
    router.refresh();
  };
  const renew = async (proof: { password?: string }) => {
    const result = await actions.renew(proof);
    if (result.ok) setCodes(result.data.recoveryCodes);
    return result;
  };
  return (
    <Card title={t('secondFactor')} actions={<StatusBadge tone={state.enabled ? 'good' : 'off'}>{t(state.enabled ? 'secondFactorOn' : 'secondFactorOff')}</StatusBadge>}>
      <FormProblem problem={problem} />
      {state.enabled ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-ink-soft">
            {t('secondFactorSince')} {state.since !== null && <RelativeTime at={state.since} />} · {t('recoveryLeft', { count: state.recoveryCodesLeft })}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setAsked('renew')}>{t('renewRecovery')}</Button>
            <Button variant="danger" onClick={() => setAsked('remove')}>{t('removeSecondFactor')}</Button>
          </div>
        </div>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-pretty text-ink-soft">{t('secondFactorDetail')}</p>
          <Button pending={busy} onClick={() => void begin()}>{t('secondFactorSetUp')}</Button>
        </div>
      )}
      {begun && <EnrolDialog begun={begun} confirm={actions.confirm} onClose={close} />}
      {asked === 'renew' && <ProofDialog title={t('renewRecovery')} description={t('renewRecoveryDetail')} confirm={t('renewRecovery')} run={renew} onDone={() => undefined} onClose={close} done={codes && <RecoveryCodes codes={codes} />} />}
      {asked === 'remove' && <ProofDialog title={t('removeSecondFactor')} description={t('removeSecondFactorDetail')} confirm={t('removeSecondFactor')} danger run={actions.remove} onDone={close} onClose={close} />}
    </Card>
  );
}
