'use client';

import { useQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { Badge, StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DrawerBody } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { Consent } from '@/lib/model/account';
import type { AccountTabProps } from './account-actions';
import { HeldItem, ReadState } from './read-state';
import { useRefreshUsers } from './use-act';

/** What a user allowed which client; what was taken back stays to be seen. */
export function ConsentsTab({ slug, user, mayWrite, actions }: AccountTabProps) {
  const t = useTranslations('account');
  const refresh = useRefreshUsers();
  const [revoking, setRevoking] = useState<Consent | null>(null);
  const read = useQuery(orpc.users.consents.queryOptions({ input: { slug, id: user.id } }));
  return (
    <ReadState read={read}>
      {({ items }) => (
        <DrawerBody>
          {items.length === 0 && <EmptyState icon={Handshake} title={t('noConsents')} description={t('noConsentsDetail')} />}
          <ul className="divide-y">
            {items.map((consent) => (
              <HeldItem
                key={consent.clientId}
                name={<code className="font-mono text-sm">{consent.clientId}</code>}
                badges={consent.revokedAt !== null && <StatusBadge tone="off">{t('consentRevoked')}</StatusBadge>}
                action={
                  mayWrite &&
                  consent.revokedAt === null && (
                    <Button size="sm" variant="danger" onClick={() => setRevoking(consent)}>
                      {t('revokeConsent')}
                    </Button>
                  )
                }
              >
                <ul aria-label={t('scopes')} className="flex flex-wrap gap-1 py-0.5">
                  {consent.scopes.map((scope) => (
                    <li key={scope}><Badge className="max-w-full font-mono">{scope}</Badge></li>
                  ))}
                </ul>
                {t('granted')} <RelativeTime at={consent.grantedAt} />
                {consent.revokedAt !== null && <> · {t('revokedAt')} <RelativeTime at={consent.revokedAt} /></>}
              </HeldItem>
            ))}
          </ul>
          {revoking && (
            <ConfirmDialog
              title={t('revokeConsentTitle', { client: revoking.clientId })}
              description={t('revokeConsentDetail', { client: revoking.clientId, count: revoking.scopes.length })}
              confirm={t('revokeConsent')}
              run={() => actions.revokeConsent({ slug, id: user.id, clientId: revoking.clientId })}
              onDone={() => {
                toast.success(t('consentRevokedToast', { client: revoking.clientId }));
                refresh();
                setRevoking(null);
              }}
              onClose={() => setRevoking(null)}
            />
          )}
        </DrawerBody>
      )}
    </ReadState>
  );
}
