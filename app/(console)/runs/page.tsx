import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { listSearch } from '@/components/data-table/list-search';
import { RunsView } from '@/components/runs/runs-view';
import { PageHeader } from '@/components/shell/page-header';
import { callForPage } from '@/lib/doors/page';
import { listRuns } from '@/lib/operations/runs/list-runs';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('title') };
}

export default async function RunsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, search] = await Promise.all([getTranslations('runs'), searchParams]);
  const initial = await initialData(callForPage(listRuns, listSearch(listRuns.input, search)));
  return (
    <>
      <PageHeader title={t('title')} description={t('titleDetail')} />
      <RunsView initial={initial} />
    </>
  );
}
