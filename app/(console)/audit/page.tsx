import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { AuditView } from '@/components/audit/audit-view';
import { VerifyDialog } from '@/components/audit/verify-dialog';
import { PageHeader } from '@/components/shell/page-header';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { listAudit } from '@/lib/operations/audit/list-audit';
import { listViewsOf } from '../list-views';
import { currentMe } from '../me';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [t, me, search] = await Promise.all([getTranslations('audit'), currentMe(), searchParams]);
  const [views, initial] = await Promise.all([listViewsOf('audit', '/audit', search), initialData(callForPage(listAudit, listAddress('audit', search)))]);
  return (
    <>
      <PageHeader title={t('title')} description={t('titleDetail')} actions={me.permissions.includes('system:verify') && <VerifyDialog />} />
      <AuditView initial={initial} views={views} />
    </>
  );
}
