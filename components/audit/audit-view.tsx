'use client';

import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DataTable, type TableColumn } from '@/components/data-table/data-table';
import { listInput, useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import { OutcomeBadge } from '@/components/status/status';
import { useActionName } from '@/components/status/words';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { orpc } from '@/lib/doors/rpc/client';
import type { AuditEvent } from '@/lib/model/audit';
import type { Page } from '@/lib/model/common';
import { AuditDetail } from './audit-detail';
import { targetOf } from './target';

/** Actions to filter by: those that people look for. */
const ACTIONS = ['auth.sign_in', 'tenants.create', 'tenants.update', 'provisioning.retry', 'provisioning.rollback', 'servers.create', 'servers.update', 'servers.delete', 'users.create', 'users.update', 'users.delete', 'users.disable', 'users.enable', 'users.setPassword', 'users.export', 'users.import', 'users.bulkUpdate', 'users.unlock', 'users.revokeSessions', 'users.unlinkIdentity', 'users.removeMfa', 'users.revokeConsent', 'users.setRoles', 'roles.create', 'roles.update', 'roles.delete', 'tenants.signOutEveryone', 'fields.apply', 'fields.repair', 'tokens.create', 'tokens.revoke'] as const;

export function AuditView({ initial, views }: { initial: Page<AuditEvent> | undefined; views: ViewPage }) {
  const t = useTranslations('audit');
  const actionName = useActionName();
  const params = useListParams('audit');
  const { queryKey, queryFn } = orpc.audit.list.queryOptions({ input: listInput(params) });
  const { page, stale, error, retry } = useListQuery({ queryKey, queryFn, initial });
  return (
    <DataTable
      id="audit"
      label={t('title')}
      columns={useAuditColumns()}
      page={page}
      stale={stale}
      error={error}
      onRetry={retry}
      rowId={(event) => event.id}
      params={params}
      views={views}
      filters={[
        { name: 'action', label: t('anyAction'), options: ACTIONS.map((value) => ({ value, label: actionName(value) })) },
        { name: 'tenant', label: t('tenant') },
        { name: 'actor', label: t('actor') },
      ]}
      empty={<EmptyState icon={ScrollText} title={t('emptyTitle')} description={t('emptyDetail')} />}
    />
  );
}

function TargetCell({ event }: { event: AuditEvent }) {
  const { text, whole } = targetOf(event);
  return (
    <code className="block max-w-64 truncate font-mono text-xs text-ink-soft" title={whole}>
      {text}
    </code>
  );
}

function useAuditColumns(): TableColumn<AuditEvent>[] {
  const t = useTranslations('audit');
  const action = useActionName();
  return useMemo<TableColumn<AuditEvent>[]>(
    () => [
      {
        id: 'action',
        enableHiding: false,
        header: t('what'),
        meta: { label: t('what') },
        cell: ({ row }) => (
          <AuditDetail event={row.original}>
            <button type="button" className="min-h-6 rounded-sm font-medium hover:underline">
              {action(row.original.action)}
            </button>
          </AuditDetail>
        ),
      },
      { id: 'target', header: t('target'), meta: { label: t('target') }, cell: ({ row }) => <TargetCell event={row.original} /> },
      { id: 'actor', header: t('actor'), meta: { label: t('actor'), phone: 'plain' }, cell: ({ row }) => row.original.actor.name },
      { id: 'door', header: t('door'), meta: { label: t('door'), hidden: true }, cell: ({ row }) => row.original.door },
      { id: 'outcome', header: t('outcomeLabel'), meta: { label: t('outcomeLabel'), phone: 'plain' }, cell: ({ row }) => <OutcomeBadge outcome={row.original.outcome} /> },
      { id: 'ip', header: t('ip'), meta: { label: t('ip'), hidden: true }, cell: ({ row }) => row.original.ip ?? '–' },
      { id: 'at', header: t('at'), meta: { label: t('at'), align: 'right', phone: 'plain' }, cell: ({ row }) => <RelativeTime at={row.original.at} /> },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the action's words are made anew each time, and change with t only
    [t],
  );
}
