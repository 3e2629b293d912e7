import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { AuditView } from '@/components/audit/audit-view';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { listAudit } from '@/lib/operations/audit/list-audit';
import { listViewsOf } from '../../../list-views';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('audit'), params]);
  return { title: `${t('title')} · ${slug}` };
}

export default async function TenantAuditPage({ params, searchParams }: Props) {
  const [{ slug }, search] = await Promise.all([params, searchParams]);
  const [views, initial] = await Promise.all([listViewsOf('tenantAudit', `/tenants/${slug}/audit`, search, slug), initialData(callForPage(listAudit, { ...listAddress('tenantAudit', search), tenant: slug }))]);
  return <AuditView tenant={slug} initial={initial} views={views} />;
}
