import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { CallablesProvider } from '@/components/api/callables';
import { ServerForm } from '@/components/servers/server-form';
import { PageHeader } from '@/components/shell/page-header';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { getMode } from '@/lib/operations/system/get-mode';
import { createServer } from '@/lib/operations/servers/create-server';
import { currentMe } from '../../me';
import { createServerAction, testServerAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('servers'))('new') };
}

export default async function NewServerPage() {
  const [t, me] = await Promise.all([getTranslations('servers'), currentMe()]);
  if (!me.permissions.includes('servers:write')) notFound();
  const { drivers } = await callForPage(getMode, {});
  return (
    <>
      <PageHeader crumbs={[{ href: '/servers', label: t('title') }]} title={t('new')} />
      <CallablesProvider value={callablesOf(createServer)}>
        <ServerForm drivers={drivers.map(({ driver }) => driver)} save={createServerAction} test={testServerAction} />
      </CallablesProvider>
    </>
  );
}
