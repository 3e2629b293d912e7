import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import { ScopesView } from '@/components/scopes/scopes-view';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { createScope } from '@/lib/operations/scopes/create-scope';
import { listScopes } from '@/lib/operations/scopes/list-scopes';
import { updateScope } from '@/lib/operations/scopes/update-scope';
import { listViewsOf } from '../../../list-views';
import { currentMe } from '../../../me';
import { createScopeAction, deleteScopeAction, getScopeAction, updateScopeAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('scopes'), params]);
  return { title: `${t('title')} · ${slug}` };
}

const ACTIONS = { get: getScopeAction, create: createScopeAction, update: updateScopeAction, remove: deleteScopeAction };

export default async function ScopesPage({ params, searchParams }: Props) {
  const [{ slug }, search, me] = await Promise.all([params, searchParams, currentMe()]);
  const [views, initial] = await Promise.all([listViewsOf('scopes', `/tenants/${slug}/scopes`, search, slug), initialData(callForPage(listScopes, { slug, ...listAddress('scopes', search) }))]);
  return (
    <CallablesProvider value={callablesOf(createScope, updateScope)}>
      <ScopesView slug={slug} initial={initial} views={views} actions={me.permissions.includes('scopes:write') ? ACTIONS : undefined} />
    </CallablesProvider>
  );
}
