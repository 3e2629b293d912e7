import type { Metadata } from 'next';
import { initialData } from '@/app/initial-data';
import { TenantOverview } from '@/components/tenants/tenant-overview';
import { callForPage } from '@/lib/doors/page';
import { listAudit } from '@/lib/operations/audit/list-audit';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { currentMe } from '../../me';

interface Props {
  params: Promise<{ slug: string }>;
}
const ACTIVITY = 6;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).slug };
}

export default async function TenantPage({ params }: Props) {
  const { slug } = await params;
  const [tenant, me, activity] = await Promise.all([callForPage(getTenant, { slug }), currentMe(), initialData(callForPage(listAudit, { tenant: slug, limit: ACTIVITY }))]);
  return <TenantOverview tenant={tenant} mayPlace={me.permissions.includes('tenants:provision')} mayReadServers={me.permissions.includes('servers:read')} activity={activity} />;
}
