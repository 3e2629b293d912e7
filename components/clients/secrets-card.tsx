'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { StatusBadge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import type { Client, ShownSecret } from '@/lib/model/client';
import type { ClientActions } from './client-actions';
import { NewSecret } from './new-secret';

interface SecretsCardProps {
  slug: string;
  client: Client;
  /** Absent for readers. */
  actions: Pick<ClientActions, 'createSecret' | 'revokeSecret'> | undefined;
  onChanged: () => void;
}

/** What a client shows itself by: two at most, so that one can be replaced while the other works. */
export function SecretsCard({ slug, client, actions, onChanged }: SecretsCardProps) {
  const t = useTranslations('clients');
  const [open, setOpen] = useState<'new' | ShownSecret | null>(null);
  const create = actions && (
    <Button size="sm" onClick={() => setOpen('new')}>
      <Plus aria-hidden /> {t('newSecret')}
    </Button>
  );
  const live = client.secrets.filter((secret) => secret.status === 'live').length;
  return (
    <Card title={t('secrets')} description={t('secretsDetail')} actions={create} flush>
      {client.secrets.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('noSecrets')} description={t('noSecretsDetail')} className="py-8" />
      ) : (
        <ul aria-label={t('secrets')} className="divide-y">
          {client.secrets.map((secret) => (
            <li key={secret.id} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 text-sm">
              <SecretFacts secret={secret} lastUsedKnown={client.lastUsedKnown} />
              {actions && (
                <Button size="sm" variant="danger" aria-label={t('revokeOf', { hint: secret.hint })} onClick={() => setOpen(secret)}>
                  {t('revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open === 'new' && actions && <NewSecret slug={slug} client={client} create={actions.createSecret} onDone={onChanged} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'new' && actions && (
        <ConfirmDialog
          title={t('revokeTitle', { hint: open.hint })}
          description={open.status === 'live' && live === 1 ? t('revokeLast') : t('revokeDetail')}
          confirm={t('revoke')}
          run={() => actions.revokeSecret({ slug, clientId: client.clientId, secretId: open.id })}
          onDone={() => {
            toast.success(t('revokedToast'));
            setOpen(null);
            onChanged();
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}

function SecretFacts({ secret, lastUsedKnown }: { secret: ShownSecret; lastUsedKnown: boolean }) {
  const t = useTranslations('clients');
  const tc = useTranslations('common');
  return (
    <div className="min-w-0 space-y-0.5">
      <p className="flex flex-wrap items-center gap-2">
        <code className="font-mono text-sm">…{secret.hint}</code>
        <StatusBadge tone={secret.status === 'live' ? 'good' : 'off'}>{t(`secretStatus.${secret.status}`)}</StatusBadge>
      </p>
      <p className="text-ink-soft">
        {tc('created')} <RelativeTime at={secret.createdAt} />
        {' · '}
        {t('lastUsed')} {secret.lastUsedAt ? <RelativeTime at={secret.lastUsedAt} /> : lastUsedKnown ? tc('never').toLowerCase() : tc('unknown').toLowerCase()}
        {secret.expiresAt !== null && <>{' · '}{t(secret.status === 'live' ? 'endsAt' : 'endedAt')} <RelativeTime at={secret.expiresAt} ahead /></>}
      </p>
    </div>
  );
}
