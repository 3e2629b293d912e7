'use client';

import { ScrollText } from 'lucide-react';
import { useMessages, useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import { listInput, useListParams, type ListParams } from '@/components/data-table/list-params';
import type { TableFilter } from '@/components/data-table/table-toolbar';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import { useActionName } from '@/components/status/words';
import { EmptyState } from '@/components/ui/empty-state';
import { orpc } from '@/lib/doors/rpc/client';
import type { AuditEvent } from '@/lib/model/audit';
import type { Page } from '@/lib/model/common';
import { AUDIT_OUTCOMES, DOORS } from '@/lib/model/states';
import { useAuditColumns } from './audit-columns';
import { AuditExportMenu } from './export-menu';

interface AuditViewProps {
  initial: Page<AuditEvent> | undefined;
  views: ViewPage;
  /** Of this tenant alone. */
  tenant?: string;
}

/** The audit as a list, of the console or of one tenant. */
export function AuditView({ tenant, ...props }: AuditViewProps) {
  return tenant === undefined ? <ConsoleAudit {...props} /> : <TenantAudit {...props} tenant={tenant} />;
}

function ConsoleAudit(props: Omit<AuditViewProps, 'tenant'>) {
  return <AuditTable {...props} params={useListParams('audit')} />;
}

function TenantAudit(props: AuditViewProps & { tenant: string }) {
  return <AuditTable {...props} params={useListParams('tenantAudit')} />;
}

function AuditTable({ initial, views, tenant, params }: AuditViewProps & { params: ListParams }) {
  const t = useTranslations('audit');
  const input = { ...listInput(params), ...(tenant !== undefined && { tenant }) };
  const { queryKey, queryFn } = orpc.audit.list.queryOptions({ input });
  const list = useListQuery({ queryKey, queryFn, initial });
  const { cursor: _page, ...filter } = input as Record<string, string>;
  return (
    <DataTable
      id={params.list}
      label={t('title')}
      columns={useAuditColumns(tenant !== undefined)}
      {...list}
      rowId={(event) => event.id}
      params={params}
      views={views}
      tenant={tenant}
      searchLabel={t('search')}
      filters={useAuditFilters(tenant === undefined)}
      actions={<AuditExportMenu filter={filter} narrowed={params.narrowed} />}
      empty={<EmptyState icon={ScrollText} title={t('emptyTitle')} description={t(tenant === undefined ? 'emptyDetail' : 'emptyTenant')} />}
    />
  );
}

function useAuditFilters(ofAllTenants: boolean): TableFilter[] {
  const t = useTranslations('audit');
  return [
    { name: 'action', label: t('anyAction'), options: useActions() },
    { name: 'outcome', label: t('anyOutcome'), options: AUDIT_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })) },
    ...(ofAllTenants ? [{ name: 'tenant', label: t('tenant'), more: true }] : []),
    { name: 'actor', label: t('actor'), more: true },
    { name: 'target', label: t('on'), more: true },
    { name: 'door', label: t('anyDoor'), more: true, options: DOORS.map((value) => ({ value, label: t(`doorName.${value}`) })) },
    { name: 'from', label: t('from'), more: true, day: 'from' },
    { name: 'to', label: t('to'), more: true, day: 'to' },
  ];
}

/** Every action that there are words for, by those. */
function useActions(): { value: string; label: string }[] {
  const name = useActionName();
  const { action } = useMessages()['audit'] as unknown as { action: Record<string, Record<string, string>> };
  const all = Object.entries(action).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`));
  return all.map((value) => ({ value, label: name(value) })).sort((a, b) => a.label.localeCompare(b.label));
}
