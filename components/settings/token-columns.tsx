'use client';

import { useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import type { TableColumn } from '@/components/data-table/data-table';
import { Badge, StatusBadge, type Tone } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ApiTokenView } from '@/lib/model/token';

const TONES: Record<ApiTokenView['status'], Tone> = { active: 'good', limited: 'warn', stopped: 'bad', expired: 'off', revoked: 'off' };

/** @param actions what can be done with one */
export function useTokenColumns(actions: (token: ApiTokenView) => ReactNode): TableColumn<ApiTokenView>[] {
  const t = useTranslations('settings');
  const tc = useTranslations('common');
  const tn = useTranslations('nav');
  const ta = useTranslations('admins');
  return useMemo<TableColumn<ApiTokenView>[]>(
    () => [
      { id: 'name', enableHiding: false, header: t('tokenName'), meta: { label: t('tokenName'), sort: 'name' }, cell: ({ row }) => <span title={row.original.name} className="inline-block max-w-60 truncate align-middle font-medium">{row.original.name}</span> },
      {
        id: 'role',
        header: t('role'),
        meta: { label: t('role'), phone: 'plain' },
        cell: ({ row: { original } }) => (
          <span className="inline-flex items-center gap-1.5 align-middle">
            {tn(`role.${original.role}`)}
            {original.tenants.length > 0 && <span title={original.tenants.join(', ')}><Badge className={original.tenants.length === 1 ? 'font-mono font-normal' : undefined}>{original.tenants.length === 1 ? original.tenants[0] : ta('tenantCount', { count: original.tenants.length })}</Badge></span>}
          </span>
        ),
      },
      { id: 'status', header: ta('statusLabel'), meta: { label: ta('statusLabel'), phone: 'plain' }, cell: ({ row }) => <TokenStatus status={row.original.status} /> },
      { id: 'createdBy', header: t('madeBy'), meta: { label: t('madeBy') }, cell: ({ row: { original } }) => <span title={original.createdBy} className="inline-block max-w-48 truncate align-middle">{original.createdByName ?? original.createdBy}</span> },
      { id: 'lastUsedAt', header: t('lastUsed'), meta: { label: t('lastUsed'), sort: 'lastUsedAt', align: 'right', phone: 'labelled' }, cell: ({ row: { original } }) => (original.lastUsedAt === null ? tc('never') : <RelativeTime at={original.lastUsedAt} />) },
      { id: 'expiresAt', header: t('expiresAt'), meta: { label: t('expiresAt'), sort: 'expiresAt', align: 'right' }, cell: ({ row: { original } }) => (original.expiresAt === null ? tc('never') : <RelativeTime at={original.expiresAt} ahead />) },
      { id: 'createdAt', header: tc('created'), meta: { label: tc('created'), sort: 'createdAt', align: 'right' }, cell: ({ row }) => <RelativeTime at={row.original.createdAt} /> },
      { id: 'id', header: 'ID', meta: { label: 'ID', hidden: true }, cell: ({ row }) => <code className="font-mono text-xs text-ink-soft">{row.original.id}</code> },
      { id: 'actions', header: () => <span className="sr-only">{tc('actions')}</span>, meta: { label: tc('actions'), align: 'right', phone: 'plain' }, cell: ({ row }) => actions(row.original) },
    ],
    [t, tc, tn, ta, actions],
  );
}

/** What a token is worth now, and why it is worth less than it says. */
function TokenStatus({ status }: { status: ApiTokenView['status'] }) {
  const t = useTranslations('settings');
  const badge = <StatusBadge tone={TONES[status]}>{t(`tokenStatus.${status}`)}</StatusBadge>;
  return status === 'limited' || status === 'stopped' ? <span title={t(`tokenWhy.${status}`)}>{badge}<span className="sr-only">{t(`tokenWhy.${status}`)}</span></span> : badge;
}
