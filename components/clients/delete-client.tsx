'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { Button } from '@/components/ui/button';
import { orpc } from '@/lib/doors/rpc/client';
import type { Client } from '@/lib/model/client';
import type { ClientActions } from './client-actions';

interface DeleteClientProps {
  slug: string;
  client: Client;
  /** Without one nobody holds tokens of it. */
  hasDatabase: boolean;
  remove: ClientActions['remove'];
  onDeleted: () => void;
}

/** The end of a client, with what goes along. */
export function DeleteClient({ slug, client, hasDatabase, remove, onDeleted }: DeleteClientProps) {
  const t = useTranslations('clients');
  const [asking, setAsking] = useState(false);
  const held = useQuery({ ...orpc.tenants.refreshTokens.queryOptions({ input: { slug, clientId: client.clientId, limit: 1 } }), enabled: asking && hasDatabase });
  const count = held.data?.counts.active;
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-bad/35 px-4 py-3">
      <div className="min-w-0 flex-1 basis-60 space-y-0.5">
        <h2 className="text-base">{t('delete')}</h2>
        <p className="text-sm text-pretty text-ink-soft">{t('deleteDetail')}</p>
      </div>
      <Button variant="danger" onClick={() => setAsking(true)}>{t('delete')}</Button>
      {asking && (
        <ConfirmDialog
          title={t('deleteTitle', { name: client.name })}
          description={count === undefined ? t('deleteDetail') : t('deleteCounted', { count })}
          confirm={t('delete')}
          typed={{ label: t('typeId', { id: client.clientId }), value: client.clientId }}
          run={() => remove({ slug, clientId: client.clientId }, { ifMatch: client.version })}
          onDone={onDeleted}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
