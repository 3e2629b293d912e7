'use client';

import { Boxes, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { listInput, useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { orpc } from '@/lib/doors/rpc/client';
import type { Page } from '@/lib/model/common';
import { DATABASE_STATUSES, TENANT_STATUSES } from '@/lib/model/states';
import type { Tenant } from '@/lib/model/tenant';
import { CopySlugs } from './copy-slugs';
import { useTenantColumns } from './tenant-columns';
import { tenantsInput } from './tenants-input';

interface TenantsViewProps {
  initial: Page<Tenant> | undefined;
  views: ViewPage;
  servers: { id: string; name: string }[];
  mayCreate: boolean;
}

export function TenantsView({ initial, views, servers, mayCreate }: TenantsViewProps) {
  const t = useTranslations('tenants');
  const params = useListParams('tenants');
  const { queryKey, queryFn } = orpc.tenants.list.queryOptions({ input: tenantsInput(listInput(params)) });
  const list = useListQuery({ queryKey, queryFn, initial });
  const columns = useTenantColumns();
  return (
    <DataTable
      id="tenants"
      label={t('title')}
      columns={columns}
      {...list}
      rowId={(tenant) => tenant.slug}
      params={params}
      views={views}
      searchLabel={t('search')}
      filters={[
        { name: 'status', label: t('anyStatus'), options: TENANT_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })) },
        { name: 'databaseStatus', label: t('anyDatabaseStatus'), options: DATABASE_STATUSES.map((value) => ({ value, label: t(`databaseStatus.${value}`) })) },
        ...(servers.length > 0 ? [{ name: 'serverId', label: t('anyServer'), options: servers.map(({ id, name }) => ({ value: id, label: name })) }] : []),
      ]}
      bulkActions={(rows) => <CopySlugs slugs={rows.map(({ slug }) => slug)} />}
      empty={
        <EmptyState
          icon={Boxes}
          title={t('emptyTitle')}
          description={t('emptyDetail')}
          action={
            mayCreate && (
              <Button asChild variant="primary">
                <Link href="/tenants/new">
                  <Plus aria-hidden /> {t('new')}
                </Link>
              </Button>
            )
          }
        />
      }
    />
  );
}
