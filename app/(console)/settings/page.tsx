import { Braces } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { Preferences } from '@/components/settings/preferences';
import { ProfileCard } from '@/components/settings/profile-card';
import { SessionsCard } from '@/components/settings/sessions-card';
import { TokensCard } from '@/components/settings/tokens-card';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { callForPage } from '@/lib/doors/page';
import { listMySessions } from '@/lib/operations/me/sessions';
import { listTokens } from '@/lib/operations/tokens/list-tokens';
import { currentMe } from '../me';
import { createTokenAction, revokeSessionAction, revokeTokenAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

export default async function SettingsPage() {
  const [t, ta, me, sessions] = await Promise.all([getTranslations('settings'), getTranslations('api'), currentMe(), callForPage(listMySessions, {})]);
  const tokens = me.permissions.includes('tokens:manage') ? await callForPage(listTokens, {}) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button asChild>
            <Link href="/settings/api">
              <Braces aria-hidden /> {ta('open')}
            </Link>
          </Button>
        }
      />
      <div className="max-w-3xl space-y-4">
        <ProfileCard me={me} />
        <Preferences />
        <SessionsCard sessions={sessions.items} revoke={revokeSessionAction} />
        {tokens && <TokensCard tokens={tokens.items} create={createTokenAction} revoke={revokeTokenAction} />}
      </div>
    </>
  );
}
