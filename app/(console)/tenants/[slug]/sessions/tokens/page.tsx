import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { heldInput } from '@/components/sessions/held-input';
import { TokensView } from '@/components/sessions/tokens-view';
import { callForPage } from '@/lib/doors/page';
import { listAddress } from '@/lib/model/lists';
import { listTenantTokens } from '@/lib/operations/tenants/list-tenant-tokens';
import { listViewsOf } from '../../../../list-views';
import { currentMe } from '../../../../me';
import { revokeRefreshTokenAction } from '../actions';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations('sessions'), params]);
  return { title: `${t('tokens')} · ${slug}` };
}

export default async function TokensPage({ params, searchParams }: Props) {
  const [{ slug }, search, me] = await Promise.all([params, searchParams, currentMe()]);
  const [views, initial] = await Promise.all([
    listViewsOf('refreshTokens', `/tenants/${slug}/sessions/tokens`, search, slug),
    initialData(callForPage(listTenantTokens, heldInput(slug, listAddress('refreshTokens', search)))),
  ]);
  return <TokensView slug={slug} initial={initial} views={views} revoke={me.permissions.includes('users:write') ? revokeRefreshTokenAction : undefined} />;
}
