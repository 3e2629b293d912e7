import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TokensCard } from '@/components/settings/tokens-card';
import { coversRole } from '@/lib/auth/permissions';
import { callForPage } from '@/lib/doors/page';
import { ROLES } from '@/lib/model/admin';
import { listTokens } from '@/lib/operations/tokens/list-tokens';
import { currentMe } from '../../../me';
import { createTokenAction, revokeTokenAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tokens') };
}

export default async function TokensPage() {
  const [me, tokens] = await Promise.all([currentMe(), callForPage(listTokens, {})]);
  const { role } = me.principal;
  return (
    <div className="max-w-3xl">
      <TokensCard tokens={tokens.items} everybody={me.permissions.includes('tokens:manage')} roles={ROLES.filter((other) => coversRole(role, other))} create={createTokenAction} revoke={revokeTokenAction} />
    </div>
  );
}
