import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { initialData } from '@/app/initial-data';
import { ProvisioningView } from '@/components/provisioning/provisioning-view';
import { callForPage } from '@/lib/doors/page';
import { getProvisioning } from '@/lib/operations/provisioning/get-provisioning';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { currentMe } from '../../../me';
import { retryAction, rollbackAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('tenants'), params]);
  return { title: `${t('provisioning')} · ${slug}` };
}

export default async function ProvisioningPage({ params }: Props) {
  const { slug } = await params;
  const [tenant, me] = await Promise.all([callForPage(getTenant, { slug }), currentMe()]);
  // Rolled back, or made without a data plane: there is nothing to watch.
  if (!tenant.database) redirect(`/tenants/${slug}`);
  const initial = await initialData(callForPage(getProvisioning, { slug }));
  return <ProvisioningView tenant={tenant} initial={initial} mayProvision={me.permissions.includes('tenants:provision')} retry={retryAction} rollback={rollbackAction} />;
}
