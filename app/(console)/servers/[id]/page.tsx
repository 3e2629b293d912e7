import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CallablesProvider } from '@/components/api/callables';
import { ServerActions } from '@/components/servers/server-actions';
import { ServerDanger } from '@/components/servers/server-danger';
import { ServerDetail } from '@/components/servers/server-detail';
import { ServerFlags } from '@/components/servers/server-flags';
import { PageHeader } from '@/components/shell/page-header';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { checkServer } from '@/lib/operations/servers/check-server';
import { cordonServer, uncordonServer } from '@/lib/operations/servers/cordon-server';
import { createServer } from '@/lib/operations/servers/create-server';
import { getServer } from '@/lib/operations/servers/get-server';
import { currentMe } from '../../me';
import { checkServerAction, cordonServerAction, deleteServerAction, uncordonServerAction } from '../actions';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await callForPage(getServer, await params)).name };
}

export default async function ServerPage({ params }: Props) {
  const [t, me, server] = await Promise.all([getTranslations('servers'), currentMe(), callForPage(getServer, await params)]);
  const mayWrite = me.permissions.includes('servers:write');
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/servers', label: t('title') }]}
        title={server.name}
        status={<ServerFlags server={server} />}
        description={server.managed ? t('managedDetail') : server.description}
        actions={
          <CallablesProvider value={callablesOf(createServer, checkServer, cordonServer, uncordonServer)}>
            <ServerActions server={server} mayWrite={mayWrite} check={checkServerAction} cordon={cordonServerAction} uncordon={uncordonServerAction} />
          </CallablesProvider>
        }
      />
      <ServerDetail server={server} />
      {mayWrite && !server.managed && <ServerDanger server={server} remove={deleteServerAction} />}
    </>
  );
}
