import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { initialData } from '@/app/initial-data';
import { ServersView } from '@/components/servers/servers-view';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { listServers } from '@/lib/operations/servers/list-servers';
import { listViewsOf } from '../list-views';
import { currentMe } from '../me';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('servers'))('title') };
}

export default async function ServersPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, me, search] = await Promise.all([getTranslations('servers'), currentMe(), searchParams]);
  const [views, initial] = await Promise.all([listViewsOf('servers', '/servers', search), initialData(callForPage(listServers, { ...listAddress('servers', search), private: true }))]);
  const mayWrite = me.permissions.includes('servers:write');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('titleDetail')}
        actions={
          mayWrite && (
            <Button asChild variant="primary">
              <Link href="/servers/new">{t('new')}</Link>
            </Button>
          )
        }
      />
      <ServersView initial={initial} views={views} mayWrite={mayWrite} />
    </>
  );
}
