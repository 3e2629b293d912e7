'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { Alert } from '@/components/ui/alert';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { MfaState } from '@/lib/model/account';
import type { AccountTabProps } from './account-actions';
import { HeldItem, ReadState } from './read-state';
import { useRefreshUsers } from './use-act';

/** Codes left at which a user should make new ones. */
const FEW_CODES = 3;

/** A user's second factors, none of their secrets. */
export function MfaTab({ slug, user, mayWrite, actions }: AccountTabProps) {
  const t = useTranslations('account');
  const refresh = useRefreshUsers();
  const [removing, setRemoving] = useState(false);
  const read = useQuery(orpc.users.mfa.queryOptions({ input: { slug, id: user.id } }));
  return (
    <ReadState read={read}>
      {(state) => {
        const nothing = !state.totp && state.recoveryCodesLeft === 0 && state.devices.length === 0;
        return (
          <>
            <DrawerBody>
              {state.required && !state.totp?.confirmedAt && <Alert tone="warn" title={t('mfaMissing')}>{t('mfaMissingDetail')}</Alert>}
              {nothing ? <EmptyState icon={ShieldCheck} title={t('noMfa')} description={t('noMfaDetail')} /> : <Factors state={state} />}
            </DrawerBody>
            {mayWrite && !nothing && (
              <DrawerFooter>
                <Button variant="danger" onClick={() => setRemoving(true)}>
                  {t('removeMfa')}
                </Button>
              </DrawerFooter>
            )}
            {removing && (
              <ConfirmDialog
                title={t('removeMfaTitle', { email: user.email })}
                description={t('removeMfaDetail', { codes: state.recoveryCodesLeft, devices: state.devices.length })}
                confirm={t('removeMfa')}
                run={() => actions.removeMfa({ slug, id: user.id })}
                onDone={() => {
                  toast.success(t('mfaRemovedToast', { email: user.email }));
                  refresh();
                  setRemoving(false);
                }}
                onClose={() => setRemoving(false)}
              />
            )}
          </>
        );
      }}
    </ReadState>
  );
}

function Factors({ state: { totp, recoveryCodesLeft, devices } }: { state: MfaState }) {
  const t = useTranslations('account');
  return (
    <ul className="divide-y">
      {totp && (
        <HeldItem name={t('authenticator')} badges={<StatusBadge tone={totp.confirmedAt ? 'good' : 'warn'}>{t(totp.confirmedAt ? 'confirmed' : 'begun')}</StatusBadge>}>
          {totp.confirmedAt ? <>{t('confirmedAt')} <RelativeTime at={totp.confirmedAt} /></> : t('begunDetail')}
        </HeldItem>
      )}
      <HeldItem name={t('recoveryCodes')} badges={totp?.confirmedAt && recoveryCodesLeft <= FEW_CODES && <StatusBadge tone="warn">{t('fewCodes')}</StatusBadge>}>
        {t('codesLeft', { count: recoveryCodesLeft })}
      </HeldItem>
      {devices.map((device) => (
        <HeldItem key={device.id} name={device.label ?? t('unnamedDevice')}>
          {t('trustedUntil')} <RelativeTime at={device.expiresAt} ahead />
          {' · '}
          {device.lastSeenAt ? <>{t('lastUsed')} <RelativeTime at={device.lastSeenAt} /></> : t('neverUsed')}
        </HeldItem>
      ))}
    </ul>
  );
}
