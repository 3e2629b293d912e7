import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { TenantMigrationsView } from '@/components/migrations/tenant-migrations';
import { callForPage } from '@/lib/doors/page';
import { tenantMigrations } from '@/lib/operations/migrations/tenant-migrations';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('migrations'), params]);
  return { title: `${t('title')} · ${slug}` };
}

export default async function TenantMigrationsPage({ params }: Props) {
  const { slug } = await params;
  return <TenantMigrationsView slug={slug} initial={await initialData(callForPage(tenantMigrations, { slug }))} />;
}
