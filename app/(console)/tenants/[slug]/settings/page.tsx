import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CallablesProvider } from '@/components/api/callables';
import { TenantSettingsForm } from '@/components/tenants/tenant-settings-form';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { updateTenant } from '@/lib/operations/tenants/update-tenant';
import { currentMe } from '../../../me';
import { loadTenantAction, updateTenantAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('tenants'), params]);
  return { title: `${t('settings')} · ${slug}` };
}

export default async function TenantSettingsPage({ params }: Props) {
  const { slug } = await params;
  const [tenant, me] = await Promise.all([callForPage(getTenant, { slug }), currentMe()]);
  return (
    <CallablesProvider value={callablesOf(updateTenant)}>
      <TenantSettingsForm tenant={tenant} mayEdit={me.permissions.includes('tenants:edit')} save={updateTenantAction} load={loadTenantAction} />
    </CallablesProvider>
  );
}
