import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { CallablesProvider } from '@/components/api/callables';
import { tokensInput } from '@/components/settings/tokens-input';
import { TokensView } from '@/components/settings/tokens-view';
import { coversRole } from '@/lib/auth/permissions';
import { callablesOf } from '@/lib/doors/callable';
import { callForPage } from '@/lib/doors/page';
import { ROLES } from '@/lib/model/admin';
import { listAddress } from '@/lib/model/lists';
import { createToken } from '@/lib/operations/tokens/create-token';
import { listTokens } from '@/lib/operations/tokens/list-tokens';
import { revokeToken } from '@/lib/operations/tokens/revoke-token';
import { listViewsOf } from '../../../list-views';
import { currentMe } from '../../../me';
import { createTokenAction, revokeTokenAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tokens') };
}

export default async function TokensPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [search, me] = await Promise.all([searchParams, currentMe()]);
  const [views, initial] = await Promise.all([listViewsOf('tokens', '/settings/tokens', search), initialData(callForPage(listTokens, tokensInput(listAddress('tokens', search))))]);
  const { role } = me.principal;
  return (
    <CallablesProvider value={callablesOf(createToken, revokeToken)}>
      <TokensView initial={initial} views={views} everybody={me.permissions.includes('tokens:manage')} roles={ROLES.filter((other) => coversRole(role, other))} create={createTokenAction} revoke={revokeTokenAction} />
    </CallablesProvider>
  );
}
