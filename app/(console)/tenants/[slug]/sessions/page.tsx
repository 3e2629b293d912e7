import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { heldInput } from '@/components/sessions/held-input';
import { SessionsView } from '@/components/sessions/sessions-view';
import { SignOutEveryone } from '@/components/sessions/sign-out-everyone';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { listTenantSessions } from '@/lib/operations/tenants/list-tenant-sessions';
import { listViewsOf } from '../../../list-views';
import { currentMe } from '../../../me';
import { revokeSessionsAction, signOutEveryoneAction } from './actions';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('sessions'), params]);
  return { title: `${t('title')} · ${slug}` };
}

export default async function SessionsPage({ params, searchParams }: Props) {
  const [{ slug }, search, me] = await Promise.all([params, searchParams, currentMe()]);
  const mayWrite = me.permissions.includes('users:write');
  const [views, initial] = await Promise.all([
    listViewsOf('sessions', `/tenants/${slug}/sessions`, search, slug),
    initialData(callForPage(listTenantSessions, heldInput(slug, listAddress('sessions', search)))),
  ]);
  return (
    <>
      <SessionsView slug={slug} initial={initial} views={views} revoke={mayWrite ? revokeSessionsAction : undefined} />
      {mayWrite && <SignOutEveryone slug={slug} signOut={signOutEveryoneAction} />}
    </>
  );
}
