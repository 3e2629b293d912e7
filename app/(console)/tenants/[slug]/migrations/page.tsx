import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import { TenantMigrationsView } from '@/components/migrations/tenant-migrations';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { applyMigrations } from '@/lib/operations/migrations/apply-migrations';
import { tenantMigrations } from '@/lib/operations/migrations/tenant-migrations';
import { currentMe } from '../../../me';
import { updateTenantAction } from '../settings/actions';
import { applyMigrationsAction } from './actions';

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
  return (
    <CallablesProvider value={callablesOf(applyMigrations)}>
      <TenantMigrationsView slug={slug} initial={initial} mayEdit={me.permissions.includes('tenants:edit')} save={updateTenantAction} apply={me.permissions.includes('tenants:migrate') ? applyMigrationsAction : undefined} />
    </CallablesProvider>
  );
}
