'use client';

import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table/data-table';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Admin } from '@/lib/model/admin';
import { AdminStatus } from './admin-status';

/** @param me id of who looks @param open shows an admin */
export function useAdminColumns(me: string, open: (admin: Admin) => void): TableColumn<Admin>[] {
  const t = useTranslations('admins');
  const tc = useTranslations('common');
  const tn = useTranslations('nav');
  return useMemo<TableColumn<Admin>[]>(
    () => [
      {
        id: 'name',
        enableHiding: false,
        header: t('name'),
        meta: { label: t('name'), sort: 'name' },
        cell: ({ row: { original } }) => (
          <span className="flex items-center gap-2.5">
            <Avatar name={original.name || original.email} />
            <button type="button" title={original.name || original.email} onClick={() => open(original)} className="min-h-6 max-w-60 truncate rounded-sm text-left leading-6 font-medium hover:underline">
              {original.name || original.email}
            </button>
            {original.id === me && <Badge>{t('you')}</Badge>}
          </span>
        ),
      },
      { id: 'email', header: t('email'), meta: { label: t('email'), sort: 'email', phone: 'plain' }, cell: ({ row }) => <span title={row.original.email} className="inline-block max-w-60 truncate align-middle text-ink-soft">{row.original.email}</span> },
      {
        id: 'role',
        header: t('role'),
        meta: { label: t('role'), sort: 'role', phone: 'plain' },
        cell: ({ row: { original } }) => (
          <span className="inline-flex items-center gap-1.5 align-middle">
            {tn(`role.${original.role}`)}
            {original.tenants.length > 0 && <span title={original.tenants.join(', ')}><Badge>{t('tenantCount', { count: original.tenants.length })}</Badge></span>}
          </span>
        ),
      },
      { id: 'status', header: t('statusLabel'), meta: { label: t('statusLabel'), sort: 'status', phone: 'plain' }, cell: ({ row }) => <AdminStatus admin={row.original} /> },
      { id: 'secondFactor', header: t('secondFactor'), meta: { label: t('secondFactor') }, cell: ({ row }) => <SecondFactor on={row.original.secondFactor.enabled} /> },
      { id: 'lastSeenAt', header: t('lastSeen'), meta: { label: t('lastSeen'), sort: 'lastSeenAt', align: 'right' }, cell: ({ row }) => (row.original.lastSeenAt === null ? t('never') : <RelativeTime at={row.original.lastSeenAt} />) },
      { id: 'createdAt', header: tc('created'), meta: { label: tc('created'), sort: 'createdAt', align: 'right', hidden: true }, cell: ({ row }) => <RelativeTime at={row.original.createdAt} /> },
    ],
    [t, tc, tn, me, open],
  );
}

function SecondFactor({ on }: { on: boolean }) {
  const t = useTranslations('admins');
  const Shield = on ? ShieldCheck : ShieldOff;
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-ink-soft">
      <Shield className="size-4 shrink-0" aria-hidden /> {t(on ? 'codeOn' : 'codeOff')}
    </span>
  );
}
