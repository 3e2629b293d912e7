'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useNow, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { FormProblem } from '@/components/form/form-problem';
import { Alert } from '@/components/ui/alert';
import { Badge, StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DrawerBody } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { Identity } from '@/lib/model/account';
import type { AccountTabProps } from './account-actions';
import { HeldItem, ReadState } from './read-state';
import { useAct, useRefreshUsers } from './use-act';
import { lockedUntil, useProviderName } from './identity-words';

/** The ways in which a user signs in. The last one stays: without it nobody could sign in as the user. */
export function IdentitiesTab({ slug, user, mayWrite, actions, onSetPassword }: AccountTabProps & { onSetPassword: () => void }) {
  const t = useTranslations('account');
  const read = useQuery(orpc.users.identities.queryOptions({ input: { slug, id: user.id } }));
  const { busy, problem, act } = useAct();
  const now = useNow();
  const [leaving, setLeaving] = useState<Identity | null>(null);
  return (
    <ReadState read={read}>
      {({ items }) => {
        const until = lockedUntil(items, now);
        return (
          <DrawerBody>
            <FormProblem problem={problem} />
            {until && (
              <Alert
                tone="warn"
                title={<>{t('locked')} <RelativeTime at={until} ahead /></>}
                actions={mayWrite && <Button size="sm" pending={busy === 'unlock'} onClick={() => void act('unlock', () => actions.unlock({ slug, id: user.id }), ({ unlocked }) => t(unlocked ? 'unlockedToast' : 'wasNotLocked', { email: user.email }))}>{t('unlock')}</Button>}
              >
                {t('lockedDetail')}
              </Alert>
            )}
            {items.length === 0 ? (
              <EmptyState icon={KeyRound} title={t('noIdentities')} description={t('noIdentitiesDetail')} action={mayWrite && <Button onClick={onSetPassword}>{t('setPassword')}</Button>} />
            ) : (
              <ul className="divide-y">
                {items.map((identity) => (
                  <IdentityItem key={identity.id} identity={identity} last={items.length === 1} onUnlink={mayWrite ? () => setLeaving(identity) : undefined} />
                ))}
              </ul>
            )}
            {leaving && <UnlinkDialog slug={slug} user={user} identity={leaving} unlink={actions.unlinkIdentity} onClose={() => setLeaving(null)} />}
          </DrawerBody>
        );
      }}
    </ReadState>
  );
}

function IdentityItem({ identity, last, onUnlink }: { identity: Identity; last: boolean; onUnlink?: () => void }) {
  const t = useTranslations('account');
  const nameOf = useProviderName();
  const password = identity.provider === 'password';
  return (
    <HeldItem
      name={nameOf(identity.provider)}
      badges={
        <>
          {identity.passwordTemporary && <Badge>{t('temporaryPassword')}</Badge>}
          {!password && identity.email !== null && <StatusBadge tone={identity.emailVerified ? 'good' : 'unknown'}>{t(identity.emailVerified ? 'emailVerified' : 'emailNotVerified')}</StatusBadge>}
        </>
      }
      action={
        onUnlink && (
          <Button size="sm" variant="danger" disabled={last} title={last ? t('lastIdentity') : undefined} onClick={onUnlink}>
            {t('unlink')}
          </Button>
        )
      }
    >
      {!password && (
        <p className="break-all">
          {identity.email !== null && <>{identity.email} · </>}
          <code className="font-mono text-xs">{identity.subject}</code>
        </p>
      )}
      <p>
        {identity.lastUsedAt ? <>{t('lastUsed')} <RelativeTime at={identity.lastUsedAt} /></> : t('neverUsed')}
        {' · '}
        {password && identity.passwordSetAt ? t('passwordSet') : t('linked')} <RelativeTime at={identity.passwordSetAt ?? identity.createdAt} />
        {identity.failedAttempts > 0 && <> · {t('failedAttempts', { count: identity.failedAttempts })}</>}
      </p>
      {last && <p className="text-ink-faint">{t('lastIdentity')}</p>}
    </HeldItem>
  );
}

interface UnlinkDialogProps extends Pick<AccountTabProps, 'slug' | 'user'> {
  identity: Identity;
  unlink: AccountTabProps['actions']['unlinkIdentity'];
  onClose: () => void;
}

function UnlinkDialog({ slug, user, identity, unlink, onClose }: UnlinkDialogProps) {
  const t = useTranslations('account');
  const refresh = useRefreshUsers();
  const provider = useProviderName()(identity.provider);
  return (
    <ConfirmDialog
      title={t('unlinkTitle', { provider })}
      description={t('unlinkDetail', { email: user.email, provider })}
      confirm={t('unlink')}
      run={() => unlink({ slug, id: user.id, identityId: identity.id })}
      onDone={() => {
        toast.success(t('unlinkedToast', { provider }));
        refresh();
        onClose();
      }}
      onClose={onClose}
    />
  );
}
