import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { RunsView } from '@/components/runs/runs-view';
import { PageHeader } from '@/components/shell/page-header';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { listRuns } from '@/lib/operations/runs/list-runs';
import { listViewsOf } from '../list-views';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('title') };
}

export default async function RunsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, search] = await Promise.all([getTranslations('runs'), searchParams]);
  const [views, initial] = await Promise.all([listViewsOf('runs', '/runs', search), initialData(callForPage(listRuns, listAddress('runs', search)))]);
  return (
    <>
      <PageHeader title={t('title')} description={t('titleDetail')} />
      <RunsView initial={initial} views={views} />
    </>
  );
}
