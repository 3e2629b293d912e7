import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { initialData } from '@/app/initial-data';
import { PageHeader } from '@/components/shell/page-header';
import { TenantsView } from '@/components/tenants/tenants-view';
import { Button } from '@/components/ui/button';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { listServers } from '@/lib/operations/servers/list-servers';
import { listTenants } from '@/lib/operations/tenants/list-tenants';
import { listViewsOf } from '../list-views';
import { currentMe } from '../me';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tenants'))('title') };
}

export default async function TenantsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, me, search] = await Promise.all([getTranslations('tenants'), currentMe(), searchParams]);
  const [views, initial, servers] = await Promise.all([
    listViewsOf('tenants', '/tenants', search),
    initialData(callForPage(listTenants, listAddress('tenants', search))),
    me.permissions.includes('servers:read') ? initialData(callForPage(listServers, {})) : undefined,
  ]);
  const mayCreate = me.permissions.includes('tenants:create');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('titleDetail')}
        actions={
          mayCreate && (
            <Button asChild variant="primary">
              <Link href="/tenants/new" data-shortcut="c">
                <Plus aria-hidden /> {t('new')}
              </Link>
            </Button>
          )
        }
      />
      <TenantsView initial={initial} views={views} servers={(servers?.items ?? []).map(({ id, name }) => ({ id, name }))} mayCreate={mayCreate} />
    </>
  );
}
