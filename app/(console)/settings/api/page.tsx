import { FileJson, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OperationList, ResourceNav } from '@/components/api/operation-list';
import { ReferenceSearch } from '@/components/api/reference-search';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { referenceIndex } from '@/lib/doors/rest/reference';
import { currentMe } from '../../me';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('api'))('title') };
}

export default async function ApiPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, ts, me, search] = await Promise.all([getTranslations('api'), getTranslations('settings'), currentMe(), searchParams]);
  const query = typeof search['q'] === 'string' ? search['q'] : '';
  const onlyMine = search['mine'] === '1';
  const groups = referenceIndex(me.permissions, { query, onlyMine });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/settings', label: ts('title') }]}
        title={t('title')}
        description={t('titleDetail')}
        actions={
          <Button asChild>
            <a href="/api/v1/openapi.json" download="tenantry-openapi.json">
              <FileJson aria-hidden /> {t('document')}
            </a>
          </Button>
        }
      />
      <ReferenceSearch query={query} onlyMine={onlyMine} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_11rem]">
        {groups.length > 0 ? <OperationList groups={groups} /> : <EmptyState icon={SearchX} title={t('nothing')} description={t('nothingDetail')} className="panel" />}
        <ResourceNav groups={groups} />
      </div>
    </>
  );
}
