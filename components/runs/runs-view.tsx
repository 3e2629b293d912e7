'use client';

import { Activity } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useMemo } from 'react';
import { DataTable, type TableColumn } from '@/components/data-table/data-table';
import { listInput, useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import { RunStatusBadge } from '@/components/status/status';
import { useDuration } from '@/components/status/use-duration';
import { useRunKind } from '@/components/status/words';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { orpc } from '@/lib/doors/rpc/client';
import type { Page } from '@/lib/model/common';
import type { Run, RunStatus } from '@/lib/model/run';
import { RUN_STATUSES } from '@/lib/model/states';

/** Kinds there are; others appear by their name. */
export const RUN_KINDS = ['tenant.provision', 'tenant.rollback', 'tenant.migrate', 'tenant.fields', 'users.import'] as const;

export function RunsView({ initial, views }: { initial: Page<Run> | undefined; views: ViewPage }) {
  const t = useTranslations('runs');
  const kind = useRunKind();
  const params = useListParams('runs');
  const { status, ...rest } = listInput(params);
  const known = RUN_STATUSES.find((value): value is RunStatus => value === status);
  const { queryKey, queryFn } = orpc.runs.list.queryOptions({ input: { ...rest, ...(known && { status: known }) } });
  const list = useListQuery({ queryKey, queryFn, initial });
  return (
    <DataTable
      id="runs"
      label={t('title')}
      columns={useRunColumns()}
      {...list}
      rowId={(run) => run.id}
      params={params}
      views={views}
      filters={[
        { name: 'kind', label: t('anyKind'), options: RUN_KINDS.map((value) => ({ value, label: kind(value) })) },
        { name: 'status', label: t('anyStatus'), options: RUN_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })) },
        { name: 'tenant', label: t('tenant') },
      ]}
      empty={
        <EmptyState
          icon={Activity}
          title={t('emptyTitle')}
          description={t('emptyDetail')}
          action={
            <Button asChild>
              <Link href="/tenants">{t('toTenants')}</Link>
            </Button>
          }
        />
      }
    />
  );
}

function useRunColumns(): TableColumn<Run>[] {
  const t = useTranslations('runs');
  const kind = useRunKind();
  const duration = useDuration();
  return useMemo<TableColumn<Run>[]>(
    () => [
      {
        id: 'kind',
        enableHiding: false,
        header: t('what'),
        meta: { label: t('what') },
        cell: ({ row }) => (
          <Link href={`/runs/${row.original.id}`} className="inline-flex min-h-6 items-center font-medium hover:underline">
            {kind(row.original.kind)}
          </Link>
        ),
      },
      { id: 'tenant', header: t('tenant'), meta: { label: t('tenant'), phone: 'plain' }, cell: ({ row }) => (row.original.tenant ? <Link href={`/tenants/${row.original.tenant}`} className="inline-flex min-h-6 items-center font-mono text-xs hover:underline">{row.original.tenant}</Link> : '–') },
      { id: 'status', header: t('statusLabel'), meta: { label: t('statusLabel'), phone: 'plain' }, cell: ({ row }) => <RunStatusBadge status={row.original.status} /> },
      { id: 'progress', header: t('steps'), meta: { label: t('steps'), align: 'right' }, cell: ({ row: { original } }) => `${original.progress.done} / ${original.progress.total}` },
      { id: 'attempts', header: t('attempts'), meta: { label: t('attempts'), align: 'right', hidden: true }, cell: ({ row }) => row.original.attempts },
      { id: 'duration', header: t('duration'), meta: { label: t('duration'), align: 'right' }, cell: ({ row: { original } }) => (original.startedAt && original.finishedAt ? duration(Date.parse(original.finishedAt) - Date.parse(original.startedAt)) : '–') },
      { id: 'started', header: t('started'), meta: { label: t('started'), align: 'right', phone: 'plain' }, cell: ({ row }) => <RelativeTime at={row.original.startedAt ?? row.original.createdAt} /> },
    ],
    [t, kind, duration],
  );
}
