import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { TenantMigrationsView } from '@/components/migrations/tenant-migrations';
import { callForPage } from '@/lib/doors/page';
import { tenantMigrations } from '@/lib/operations/migrations/tenant-migrations';
import { currentMe } from '../../../me';
import { updateTenantAction } from '../settings/actions';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('migrations'), params]);
  return { title: `${t('title')} · ${slug}` };
}

export default async function TenantMigrationsPage({ params }: Props) {
  const { slug } = await params;
  const [initial, me] = await Promise.all([initialData(callForPage(tenantMigrations, { slug })), currentMe()]);
  return <TenantMigrationsView slug={slug} initial={initial} mayEdit={me.permissions.includes('tenants:edit')} save={updateTenantAction} />;
}
