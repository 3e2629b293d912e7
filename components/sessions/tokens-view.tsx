'use client';

import { CircleStop, KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import type { z } from 'zod';
import { DataTable, type TableColumn } from '@/components/data-table/data-table';
import { useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { Action } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import type { ViewPage } from '@/components/saved-views/use-views';
import { DropdownItem, DropdownSeparator } from '@/components/ui/dropdown';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { useAct } from '@/components/users/account/use-act';
import { orpc } from '@/lib/doors/rpc/client';
import type { tenantTokensSchema } from '@/lib/model/account';
import { HeldBar, heldInputOf, type HeldParams } from './held-list';
import { LivenessBadge } from './liveness-badge';
import { HeldMenu, OwnerCell } from './owner-cell';
import { useSessionWords } from './session-words';

type TokenPage = z.output<typeof tenantTokensSchema>;
type Row = TokenPage['items'][number];

interface TokensViewProps {
  slug: string;
  initial: TokenPage | undefined;
  views: ViewPage;
  /** Ends one; absent for readers. */
  revoke?: Action<{ slug: string; id: string }, object>;
}

/** The refresh tokens of a tenant's users; none of their secrets, which are kept nowhere. */
export function TokensView({ slug, initial, views, revoke }: TokensViewProps) {
  const t = useTranslations('sessions');
  const params = useListParams('refreshTokens');
  const { queryKey, queryFn } = orpc.tenants.refreshTokens.queryOptions({ input: heldInputOf(slug, params) });
  const list = useListQuery<TokenPage>({ queryKey, queryFn, initial });
  const { page, stale } = list;
  const { problem, act } = useAct();
  const end = ({ id }: Row) => revoke && void act(id, () => revoke({ slug, id }), () => t('tokenEndedToast'));
  const columns = useTokenColumns(slug, (row) => <TokenMenu slug={slug} row={row} params={params} onEnd={revoke && (() => end(row))} />);
  return (
    <div className="space-y-3">
      <FormProblem problem={problem} />
      <DataTable
        id={`tokens-${slug}`}
        label={t('tokens')}
        columns={columns}
        {...list}
        rowId={(row) => row.id}
        params={params}
        views={views}
        tenant={slug}
        above={<HeldBar slug={slug} params={params} counts={page?.counts} owner={stale ? undefined : page?.items[0]?.user} />}
        filters={[{ name: 'clientId', label: t('clientFilter') }]}
        empty={<EmptyState icon={KeyRound} title={t('noTokensTitle')} description={t('noTokensDetail')} />}
      />
    </div>
  );
}

function TokenMenu({ slug, row, params, onEnd }: { slug: string; row: Row; params: HeldParams; onEnd?: () => void }) {
  const t = useTranslations('sessions');
  return (
    <HeldMenu slug={slug} row={row} params={params} label={t('tokenActionsOf', { email: row.user?.email ?? t('deletedUser') })}>
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

function useTokenColumns(slug: string, menu: (row: Row) => ReactNode): TableColumn<Row>[] {
  const t = useTranslations('sessions');
  const tc = useTranslations('common');
  const words = useSessionWords();
  return useMemo<TableColumn<Row>[]>(
    () => [
      { id: 'user', enableHiding: false, header: t('user'), meta: { label: t('user') }, cell: ({ row }) => <OwnerCell slug={slug} owner={row.original.user} /> },
      { id: 'status', header: t('statusLabel'), meta: { label: t('statusLabel'), phone: 'plain' }, cell: ({ row }) => <LivenessBadge status={row.original.status} /> },
      { id: 'client', header: t('client'), meta: { label: t('client'), phone: 'plain' }, cell: ({ row }) => <code title={row.original.clientId} className="inline-block max-w-40 truncate align-middle font-mono text-xs">{row.original.clientId}</code> },
      { id: 'scopes', header: t('scopes'), meta: { label: t('scopes') }, cell: ({ row }) => <span title={row.original.scopes.join(' ')} className="inline-block max-w-56 truncate align-middle font-mono text-xs">{row.original.scopes.join(' ') || '–'}</span> },
      { id: 'createdAt', header: t('issued'), meta: { label: t('issued'), align: 'right', phone: 'plain' }, cell: ({ row }) => <RelativeTime at={row.original.createdAt} /> },
      { id: 'expiresAt', header: t('expiresAt'), meta: { label: t('expiresAt'), align: 'right' }, cell: ({ row }) => <RelativeTime at={row.original.expiresAt} ahead /> },
      { id: 'rotatedAt', header: t('rotatedAt'), meta: { label: t('rotatedAt'), align: 'right', hidden: true }, cell: ({ row }) => (row.original.rotatedAt === null ? '–' : <RelativeTime at={row.original.rotatedAt} />) },
      { id: 'revokedWhy', header: t('endedWhy'), meta: { label: t('endedWhy') }, cell: ({ row: { original } }) => (original.revokedWhy !== null ? words.why(original.revokedWhy) : original.rotatedAt !== null ? t('exchanged') : '–') },
      { id: 'actions', header: () => <span className="sr-only">{tc('actions')}</span>, meta: { label: tc('actions'), align: 'right', phone: 'plain' }, cell: ({ row }) => menu(row.original) },
    ],
    // The menu and the words are made anew each time, from the language and the address alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- menu and words are made anew each time
    [t, tc, slug],
  );
}
