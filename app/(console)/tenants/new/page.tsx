import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { CallablesProvider } from '@/components/api/callables';
import { PageHeader } from '@/components/shell/page-header';
import { TenantForm } from '@/components/tenants/tenant-form';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { listServers } from '@/lib/operations/servers/list-servers';
import { createTenant } from '@/lib/operations/tenants/create-tenant';
import { currentMe } from '../../me';
import { createTenantAction, testDatabaseAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tenants'))('new') };
}

export default async function NewTenantPage() {
  const [t, locale, me] = await Promise.all([getTranslations('tenants'), getLocale(), currentMe()]);
  if (!me.permissions.includes('tenants:create')) notFound();
  const servers = await callForPage(listServers, {});
  return (
    <>
      <PageHeader crumbs={[{ href: '/tenants', label: t('title') }]} title={t('new')} />
      <CallablesProvider value={callablesOf(createTenant)}>
        <TenantForm servers={servers.items} language={locale} action={createTenantAction} test={testDatabaseAction} />
      </CallablesProvider>
    </>
  );
}
