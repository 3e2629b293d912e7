'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table/data-table';
import { OutcomeBadge } from '@/components/status/status';
import { useActionName } from '@/components/status/words';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AuditEvent } from '@/lib/model/audit';
import { ActorName } from './actor-name';
import { AuditDetail } from './audit-detail';
import { targetOf } from './target';

function TargetCell({ event, ofTenant }: { event: AuditEvent; ofTenant: boolean }) {
  const { text, whole, opaque } = targetOf(ofTenant ? { target: { type: event.target.type, id: event.target.id }, changes: event.changes } : event);
  return (
    <code className="block max-w-64 truncate font-mono text-xs text-ink-soft" title={whole} data-unknown={opaque || undefined}>
      {ofTenant ? `${event.target.type}/${text}` : text}
    </code>
  );
}

/** @param ofTenant all of one tenant: its name would say nothing in each line */
export function useAuditColumns(ofTenant: boolean): TableColumn<AuditEvent>[] {
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
            <button type="button" className="min-h-6 rounded-sm text-left font-medium hover:underline">
              {action(row.original.action)}
            </button>
          </AuditDetail>
        ),
      },
      { id: 'target', header: t('target'), meta: { label: t('target'), phone: 'plain' }, cell: ({ row }) => <TargetCell event={row.original} ofTenant={ofTenant} /> },
      { id: 'actor', header: t('actor'), meta: { label: t('actor'), phone: 'plain' }, cell: ({ row }) => <ActorName actor={row.original.actor} /> },
      { id: 'door', header: t('door'), meta: { label: t('door'), hidden: true }, cell: ({ row }) => t(`doorName.${row.original.door}`) },
      { id: 'outcome', header: t('outcomeLabel'), meta: { label: t('outcomeLabel'), phone: 'plain' }, cell: ({ row }) => <OutcomeBadge outcome={row.original.outcome} /> },
      { id: 'ip', header: t('ip'), meta: { label: t('ip'), hidden: true }, cell: ({ row }) => row.original.ip ?? '–' },
      { id: 'at', header: t('at'), meta: { label: t('at'), align: 'right', phone: 'plain' }, cell: ({ row }) => <RelativeTime at={row.original.at} /> },
    ],
    [t, action, ofTenant],
  );
}
