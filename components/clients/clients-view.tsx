'use client';

import { useQueryClient } from '@tanstack/react-query';
import { KeySquare, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { listInput, useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { later } from '@/components/ui/later';
import { orpc } from '@/lib/doors/rpc/client';
import type { Client } from '@/lib/model/client';
import type { Page } from '@/lib/model/common';
import { CLIENT_KINDS } from '@/lib/model/client-kinds';
import type { ClientActions } from './client-actions';
import { useClientColumns } from './client-columns';
import { clientsInput } from './clients-input';

const CreateClient = later(() => import('./create-client').then((module) => module.CreateClient));

interface ClientsViewProps {
  slug: string;
  issuer: string | null;
  initial: Page<Client> | undefined;
  views: ViewPage;
  /** Absent for readers. */
  actions?: ClientActions;
}

/** The applications that may sign in users of a tenant, or act as themselves. */
export function ClientsView({ slug, issuer, initial, views, actions }: ClientsViewProps) {
  const t = useTranslations('clients');
  const params = useListParams('clients');
  const queries = useQueryClient();
  const [creating, setCreating] = useState(false);
  const { queryKey, queryFn } = orpc.clients.list.queryOptions({ input: clientsInput(slug, listInput(params)) });
  const list = useListQuery({ queryKey, queryFn, initial });
  const columns = useClientColumns(slug);
  const create = actions && (
    <Button variant="primary" data-shortcut="c" onClick={() => setCreating(true)}>
      <Plus aria-hidden /> {t('new')}
    </Button>
  );
  return (
    <>
      <p className="mb-3 max-w-2xl text-sm text-pretty text-ink-soft">{t('titleDetail')}</p>
      <DataTable
        id="clients"
        label={t('title')}
        columns={columns}
        {...list}
        rowId={(client) => client.clientId}
        params={params}
        views={views}
        tenant={slug}
        searchLabel={t('search')}
        filters={[{ name: 'kind', label: t('anyKind'), options: CLIENT_KINDS.map((value) => ({ value, label: t(`kind.${value}.name`) })) }]}
        actions={create}
        empty={<EmptyState icon={KeySquare} title={t('emptyTitle')} description={t('emptyDetail')} action={create} />}
      />
      {creating && actions && <CreateClient slug={slug} issuer={issuer} create={actions.create} onCreated={() => void queries.invalidateQueries({ queryKey: orpc.clients.key() })} onClose={() => setCreating(false)} />}
    </>
  );
}
