'use client';

import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table/data-table';
import { DatabaseStatusBadge, TenantStatusBadge } from '@/components/status/status';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Tenant } from '@/lib/model/tenant';

export function useTenantColumns(): TableColumn<Tenant>[] {
  const t = useTranslations('tenants');
  const format = useFormatter();
  return useMemo<TableColumn<Tenant>[]>(
    () => [
      {
        id: 'name',
        enableHiding: false,
        header: t('name'),
        meta: { label: t('name'), sort: 'name' },
        cell: ({ row: { original } }) => (
          <Link href={`/tenants/${original.slug}`} title={original.name} className="inline-block min-h-6 max-w-60 truncate align-middle font-medium leading-6 2xl:max-w-96 hover:underline">
            {original.name}
          </Link>
        ),
      },
      { id: 'slug', header: t('slug'), meta: { label: t('slug'), sort: 'slug', phone: 'plain' }, cell: ({ row }) => <code title={row.original.slug} className="inline-block max-w-40 truncate align-middle font-mono text-xs text-ink-soft max-sm:max-w-32 2xl:max-w-56">{row.original.slug}</code> },
      { id: 'status', header: t('statusLabel'), meta: { label: t('statusLabel'), phone: 'plain' }, cell: ({ row }) => <TenantStatusBadge status={row.original.status} /> },
      { id: 'database', header: t('database'), meta: { label: t('database'), phone: 'plain' }, cell: ({ row }) => <DatabaseStatusBadge status={row.original.database?.status ?? null} /> },
      { id: 'server', header: t('server'), meta: { label: t('server') }, cell: ({ row }) => row.original.database?.serverName ?? row.original.database?.serverId ?? '–' },
      { id: 'isolation', header: t('isolation'), meta: { label: t('isolation') }, cell: ({ row }) => (row.original.database ? t(`isolations.${row.original.database.isolation}.name`) : '–') },
      {
        id: 'users',
        header: t('users'),
        meta: { label: t('users'), align: 'right' },
        cell: ({ row: { original } }) => (typeof original.usersCount === 'number' ? <span title={original.countedAt ? t('countedAt', { moment: format.dateTime(new Date(original.countedAt), { dateStyle: 'medium', timeStyle: 'short' }) }) : undefined}>{format.number(original.usersCount)}</span> : '–'),
      },
      { id: 'createdAt', header: t('createdAt'), meta: { label: t('createdAt'), sort: 'createdAt', align: 'right' }, cell: ({ row }) => <RelativeTime at={row.original.createdAt} /> },
      { id: 'updatedAt', header: t('updatedAt'), meta: { label: t('updatedAt'), sort: 'updatedAt', align: 'right', hidden: true }, cell: ({ row }) => <RelativeTime at={row.original.updatedAt} /> },
    ],
    [t, format],
  );
}
