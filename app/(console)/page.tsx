import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { initialData } from '@/app/initial-data';
import { OverviewView } from '@/components/overview/overview-view';
import { Button } from '@/components/ui/button';
import { callForPage } from '@/lib/doors/page';
import { getOverview } from '@/lib/operations/overview/get-overview';
import { currentMe } from './me';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

export default async function OverviewPage() {
  const [t, me, initial] = await Promise.all([getTranslations('tenants'), currentMe(), initialData(callForPage(getOverview, {}))]);
  const mayCreate = me.permissions.includes('tenants:create');
  return (
    <>
      <OverviewView
        initial={initial}
        mayCreate={mayCreate}
        mayMigrations={me.permissions.includes('migrations:read')}
        actions={
          mayCreate && (
            <Button asChild variant="primary">
              <Link href="/tenants/new">{t('new')}</Link>
            </Button>
          )
        }
      />
    </>
  );
}
