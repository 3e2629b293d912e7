import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { CallablesProvider } from '@/components/api/callables';
import { ServerForm } from '@/components/servers/server-form';
import { PageHeader } from '@/components/shell/page-header';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { getServer } from '@/lib/operations/servers/get-server';
import { updateServer } from '@/lib/operations/servers/update-server';
import { currentMe } from '../../../me';
import { getServerAction, testSavedServerAction, updateServerAction } from '../../actions';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { name }] = await Promise.all([getTranslations('servers'), callForPage(getServer, await params)]);
  return { title: t('editTitle', { name }) };
}

export default async function EditServerPage({ params }: Props) {
  const [t, me, server] = await Promise.all([getTranslations('servers'), currentMe(), callForPage(getServer, await params)]);
  if (!me.permissions.includes('servers:write') || server.managed) notFound();
  const crumbs = [
    { href: '/servers', label: t('title') },
    { href: `/servers/${server.id}`, label: server.name },
  ];
  return (
    <>
      <PageHeader crumbs={crumbs} title={t('editTitle', { name: server.name })} here={t('edit')} />
      <CallablesProvider value={callablesOf(updateServer)}>
        <ServerForm server={server} save={updateServerAction} test={testSavedServerAction} load={getServerAction} />
      </CallablesProvider>
    </>
  );
}
