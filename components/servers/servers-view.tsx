'use client';

import { Database, Plus } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useMemo } from 'react';
import { DataTable, type TableColumn } from '@/components/data-table/data-table';
import { useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import { HealthWithReason } from '@/components/status/status';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { orpc } from '@/lib/doors/rpc/client';
import type { Page } from '@/lib/model/common';
import { placeOfServer } from '@/lib/model/place-of-server';
import type { Server } from '@/lib/model/server';
import { ConnectionsBar } from './connections-bar';
import { Latency } from './latency';
import { ServerFlags } from './server-flags';

export function ServersView({ initial, views, mayWrite }: { initial: Page<Server> | undefined; views: ViewPage; mayWrite: boolean }) {
  const t = useTranslations('servers');
  const params = useListParams('servers');
  const { queryKey, queryFn } = orpc.servers.list.queryOptions({ input: { private: true, ...(params.q && { q: params.q }) } });
  const list = useListQuery({ queryKey, queryFn, initial });
  return (
    <DataTable
      id="servers"
      label={t('title')}
      columns={useServerColumns()}
      {...list}
      rowId={(server) => server.id}
      params={params}
      views={views}
      searchLabel={t('search')}
      empty={
        <EmptyState
          icon={Database}
          title={t('emptyTitle')}
          description={t('emptyDetail')}
          action={
            mayWrite && (
              <Button asChild variant="primary">
                <Link href="/servers/new">
                  <Plus aria-hidden /> {t('new')}
                </Link>
              </Button>
            )
          }
        />
      }
    />
  );
}

function useServerColumns(): TableColumn<Server>[] {
  const t = useTranslations('servers');
  const tc = useTranslations('common');
  const format = useFormatter();
  return useMemo<TableColumn<Server>[]>(
    () => [
      {
        id: 'name',
        enableHiding: false,
        header: t('name'),
        meta: { label: t('name') },
        cell: ({ row: { original } }) => (
          <span className="inline-flex items-center gap-2 max-sm:flex-wrap">
            <Link href={`/servers/${original.id}`} className="inline-flex min-h-6 items-center font-medium hover:underline">
              {original.name}
            </Link>
            <ServerFlags server={original} />
          </span>
        ),
      },
      { id: 'health', header: t('health'), meta: { label: t('health'), phone: 'plain' }, cell: ({ row }) => <HealthWithReason health={row.original.health} /> },
      { id: 'latency', header: t('latency'), meta: { label: t('latency'), align: 'right', phone: 'plain' }, cell: ({ row: { original } }) => <Latency health={original.health} /> },
      { id: 'connections', header: t('connections'), meta: { label: t('connections') }, cell: ({ row }) => <ConnectionsBar health={row.original.health} /> },
      { id: 'tenants', header: t('tenants'), meta: { label: t('tenants'), align: 'right', phone: 'labelled' }, cell: ({ row }) => format.number(row.original.tenants) },
      { id: 'version', header: t('version'), meta: { label: t('version') }, cell: ({ row }) => row.original.health.version ?? '–' },
      { id: 'host', header: t('host'), meta: { label: t('host') }, cell: ({ row: { original } }) => <code className="font-mono text-xs text-ink-soft">{placeOfServer(original)}</code> },
      { id: 'region', header: t('region'), meta: { label: t('region'), hidden: true }, cell: ({ row }) => row.original.region || '–' },
      { id: 'checkedAt', header: t('checked'), meta: { label: t('checked'), align: 'right' }, cell: ({ row }) => (row.original.health.checkedAt ? <RelativeTime at={row.original.health.checkedAt} /> : tc('never')) },
    ],
    [t, tc, format],
  );
}
