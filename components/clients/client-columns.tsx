'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table/data-table';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Client } from '@/lib/model/client';
import { ClientKindBadge } from './client-kind';

export function useClientColumns(slug: string): TableColumn<Client>[] {
  const t = useTranslations('clients');
  const tc = useTranslations('common');
  return useMemo<TableColumn<Client>[]>(
    () => [
      {
        id: 'name',
        enableHiding: false,
        header: t('name'),
        meta: { label: t('name'), sort: 'name' },
        cell: ({ row: { original } }) => (
          <Link href={`/tenants/${slug}/clients/${original.clientId}`} title={original.name} className="inline-block min-h-6 max-w-60 truncate align-middle font-medium leading-6 lg:max-w-96 hover:underline">
            {original.name}
          </Link>
        ),
      },
      { id: 'clientId', header: t('clientId'), meta: { label: t('clientId'), sort: 'clientId', phone: 'plain' }, cell: ({ row }) => <code title={row.original.clientId} className="inline-block max-w-52 truncate align-middle font-mono text-xs text-ink-soft">{row.original.clientId}</code> },
      { id: 'kind', header: t('kindLabel'), meta: { label: t('kindLabel'), sort: 'kind', phone: 'plain' }, cell: ({ row }) => <ClientKindBadge kind={row.original.kind} /> },
      { id: 'type', header: t('typeLabel'), meta: { label: t('typeLabel') }, cell: ({ row }) => t(`type.${row.original.type}`) },
      { id: 'secrets', header: t('secrets'), meta: { label: t('secrets'), align: 'right' }, cell: ({ row: { original } }) => (original.type === 'public' ? '–' : t('liveSecrets', { count: original.secrets.filter((secret) => secret.status === 'live').length })) },
      { id: 'scopes', header: t('scopes'), meta: { label: t('scopes'), hidden: true }, cell: ({ row }) => <span title={row.original.scopes.join(' ')} className="inline-block max-w-60 truncate align-middle">{row.original.scopes.join(' ') || '–'}</span> },
      {
        id: 'lastUsedAt',
        header: t('lastUsed'),
        meta: { label: t('lastUsed'), sort: 'lastUsedAt', align: 'right', phone: 'labelled' },
        cell: ({ row: { original } }) => (original.type === 'public' ? '–' : original.lastUsedAt ? <RelativeTime at={original.lastUsedAt} /> : original.lastUsedKnown ? tc('never') : tc('unknown')),
      },
      { id: 'createdAt', header: tc('created'), meta: { label: tc('created'), sort: 'createdAt', align: 'right' }, cell: ({ row }) => <RelativeTime at={row.original.createdAt} /> },
    ],
    [t, tc, slug],
  );
}
