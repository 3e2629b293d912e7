import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CallablesProvider } from '@/components/api/callables';
import { ClientView } from '@/components/clients/client-view';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { getClient } from '@/lib/operations/clients/get-client';
import { updateClient } from '@/lib/operations/clients/update-client';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { currentMe } from '../../../../me';
import { CLIENT_ACTIONS } from '../client-actions';

interface Props {
  params: Promise<{ slug: string; clientId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug, clientId }] = await Promise.all([getTranslations('clients'), params]);
  return { title: `${clientId} · ${t('title')} · ${slug}` };
}

export default async function ClientPage({ params }: Props) {
  const [{ slug, clientId }, me] = await Promise.all([params, currentMe()]);
  const [tenant, initial] = await Promise.all([callForPage(getTenant, { slug }), callForPage(getClient, { slug, clientId })]);
  return (
    <CallablesProvider value={callablesOf(updateClient)}>
      <ClientView slug={slug} clientId={clientId} initial={initial} issuer={tenant.settings.issuer.override} hasDatabase={tenant.database !== null} actions={me.permissions.includes('clients:write') ? CLIENT_ACTIONS : undefined} />
    </CallablesProvider>
  );
}
