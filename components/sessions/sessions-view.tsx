'use client';

import { CircleStop, MonitorSmartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import type { z } from 'zod';
import { DataTable, type TableColumn } from '@/components/data-table/data-table';
import { useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import { FormProblem } from '@/components/form/form-problem';
import type { ViewPage } from '@/components/saved-views/use-views';
import { DropdownItem, DropdownSeparator } from '@/components/ui/dropdown';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AccountActions } from '@/components/users/account/account-actions';
import { useAct } from '@/components/users/account/use-act';
import { orpc } from '@/lib/doors/rpc/client';
import type { tenantSessionsSchema } from '@/lib/model/account';
import { HeldBar, heldInputOf, type HeldParams } from './held-list';
import { LivenessBadge } from './liveness-badge';
import { HeldMenu, OwnerCell } from './owner-cell';
import { useSessionWords } from './session-words';

type SessionPage = z.output<typeof tenantSessionsSchema>;
type Row = SessionPage['items'][number];

interface SessionsViewProps {
  slug: string;
  initial: SessionPage | undefined;
  views: ViewPage;
  /** Ends sessions; absent for readers. */
  revoke?: AccountActions['revokeSessions'];
}

/** Where the users of a tenant are signed in. */
export function SessionsView({ slug, initial, views, revoke }: SessionsViewProps) {
  const t = useTranslations('sessions');
  const params = useListParams('sessions');
  const { queryKey, queryFn } = orpc.tenants.sessions.queryOptions({ input: heldInputOf(slug, params) });
  const list = useListQuery<SessionPage>({ queryKey, queryFn, initial });
  const { page, stale } = list;
  const { problem, act } = useAct();
  const end = (row: Row) => revoke && void act(row.id, () => revoke({ slug, id: row.userId, sessionId: row.id }), (ended) => t('endedToast', { ...ended }));
  const columns = useSessionColumns(slug, (row) => <SessionMenu slug={slug} row={row} params={params} onEnd={revoke && (() => end(row))} />);
  return (
    <div className="space-y-3">
      <FormProblem problem={problem} />
      <DataTable
        id={`sessions-${slug}`}
        label={t('title')}
        columns={columns}
        {...list}
        rowId={(row) => row.id}
        params={params}
        views={views}
        tenant={slug}
        above={<HeldBar slug={slug} params={params} counts={page?.counts} owner={stale ? undefined : page?.items[0]?.user} />}
        filters={[{ name: 'clientId', label: t('clientFilter') }]}
        empty={<EmptyState icon={MonitorSmartphone} title={t('emptyTitle')} description={t('emptyDetail')} />}
      />
    </div>
  );
}

function SessionMenu({ slug, row, params, onEnd }: { slug: string; row: Row; params: HeldParams; onEnd?: () => void }) {
  const t = useTranslations('sessions');
  return (
    <HeldMenu slug={slug} row={row} params={params} label={t('actionsOf', { email: row.user?.email ?? t('deletedUser') })}>
      {onEnd && row.status === 'active' && (
        <>
          <DropdownSeparator />
          <DropdownItem onSelect={onEnd}>
            <CircleStop aria-hidden /> {t('end')}
          </DropdownItem>
        </>
      )}
    </HeldMenu>
  );
}

function useSessionColumns(slug: string, menu: (row: Row) => ReactNode): TableColumn<Row>[] {
  const t = useTranslations('sessions');
  const tc = useTranslations('common');
  const words = useSessionWords();
  return useMemo<TableColumn<Row>[]>(
    () => [
      { id: 'user', enableHiding: false, header: t('user'), meta: { label: t('user') }, cell: ({ row }) => <OwnerCell slug={slug} owner={row.original.user} /> },
      { id: 'status', header: t('statusLabel'), meta: { label: t('statusLabel'), phone: 'plain' }, cell: ({ row }) => <LivenessBadge status={row.original.status} /> },
      { id: 'device', header: t('device'), meta: { label: t('device'), phone: 'plain' }, cell: ({ row }) => <span title={row.original.userAgent ?? undefined} className="inline-block max-w-48 truncate align-middle">{words.device(row.original)}</span> },
      { id: 'client', header: t('client'), meta: { label: t('client') }, cell: ({ row }) => (row.original.clientId === null ? '–' : <code title={row.original.clientId} className="inline-block max-w-40 truncate align-middle font-mono text-xs">{row.original.clientId}</code>) },
      { id: 'ip', header: t('ip'), meta: { label: t('ip') }, cell: ({ row }) => <span className="numeric">{row.original.ip ?? '–'}</span> },
      { id: 'amr', header: t('amr'), meta: { label: t('amr'), hidden: true }, cell: ({ row }) => row.original.amr.join(', ') || '–' },
      { id: 'lastSeenAt', header: t('lastSeen'), meta: { label: t('lastSeen'), align: 'right', phone: 'plain' }, cell: ({ row }) => <RelativeTime at={row.original.lastSeenAt} /> },
      { id: 'createdAt', header: t('began'), meta: { label: t('began'), align: 'right' }, cell: ({ row }) => <RelativeTime at={row.original.createdAt} /> },
      { id: 'expiresAt', header: t('expiresAt'), meta: { label: t('expiresAt'), align: 'right', hidden: true }, cell: ({ row }) => <RelativeTime at={row.original.expiresAt} ahead /> },
      { id: 'revokedWhy', header: t('endedWhy'), meta: { label: t('endedWhy'), hidden: true }, cell: ({ row }) => (row.original.revokedWhy === null ? '–' : words.why(row.original.revokedWhy)) },
      { id: 'actions', header: () => <span className="sr-only">{tc('actions')}</span>, meta: { label: tc('actions'), align: 'right', phone: 'plain' }, cell: ({ row }) => menu(row.original) },
    ],
    // The menu and the words are made anew each time, from the language and the address alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- menu and words are made anew each time
    [t, tc, slug],
  );
}
