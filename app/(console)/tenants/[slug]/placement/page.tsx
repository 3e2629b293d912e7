import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound, redirect } from 'next/navigation';
import { PlaceForm } from '@/components/tenants/place-form';
import { callForPage } from '@/lib/doors/page';
import { listServers } from '@/lib/operations/servers/list-servers';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { currentMe } from '../../../me';
import { placeTenantAction, testDatabaseAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('tenants'), params]);
  return { title: `${t('placement')} · ${slug}` };
}

export default async function PlacementPage({ params }: Props) {
  const { slug } = await params;
  const me = await currentMe();
  if (!me.permissions.includes('tenants:provision')) notFound();
  const [tenant, servers] = await Promise.all([callForPage(getTenant, { slug }), callForPage(listServers, {})]);
  if (tenant.database) redirect(`/tenants/${slug}`);
  return <PlaceForm tenant={tenant} servers={servers.items} action={placeTenantAction} test={testDatabaseAction} />;
}
