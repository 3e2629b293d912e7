import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import { clientsInput } from '@/components/clients/clients-input';
import { ClientsView } from '@/components/clients/clients-view';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { createClient } from '@/lib/operations/clients/create-client';
import { listClients } from '@/lib/operations/clients/list-clients';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { listViewsOf } from '../../../list-views';
import { currentMe } from '../../../me';
import { CLIENT_ACTIONS } from './client-actions';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('clients'), params]);
  return { title: `${t('title')} · ${slug}` };
}

export default async function ClientsPage({ params, searchParams }: Props) {
  const [{ slug }, search, me] = await Promise.all([params, searchParams, currentMe()]);
  const [tenant, views, initial] = await Promise.all([callForPage(getTenant, { slug }), listViewsOf('clients', `/tenants/${slug}/clients`, search, slug), initialData(callForPage(listClients, clientsInput(slug, listAddress('clients', search))))]);
  return (
    <CallablesProvider value={callablesOf(createClient)}>
      <ClientsView slug={slug} issuer={tenant.settings.issuer.override} initial={initial} views={views} actions={me.permissions.includes('clients:write') ? CLIENT_ACTIONS : undefined} />
    </CallablesProvider>
  );
}
