import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { FleetMigrationsView } from '@/components/migrations/fleet-migrations';
import { PageHeader } from '@/components/shell/page-header';
import { callForPage } from '@/lib/doors/page';
import { fleetMigrations } from '@/lib/operations/migrations/fleet-migrations';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('migrations'))('title') };
}

export default async function MigrationsPage() {
  const [t, initial] = await Promise.all([getTranslations('migrations'), initialData(callForPage(fleetMigrations, {}))]);
  return (
    <>
      <PageHeader title={t('title')} description={t('titleDetail')} />
      <FleetMigrationsView initial={initial} />
    </>
  );
}
