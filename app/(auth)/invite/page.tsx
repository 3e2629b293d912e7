import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { AuthFrame } from '@/components/auth/auth-frame';
import { InviteForm } from '@/components/auth/invite-form';
import { LinkRefused } from '@/components/auth/link-refused';
import { callForPage } from '@/lib/doors/page';
import { checkLink } from '@/lib/operations/invitations/check-link';
import { acceptLinkAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  // The token stands in the address: it must not travel in a Referer.
  return { title: (await getTranslations('auth'))('inviteTitle'), referrer: 'no-referrer' };
}

export default async function InvitePage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const [t, tn, { token }] = await Promise.all([getTranslations('auth'), getTranslations('nav'), searchParams]);
  const link = typeof token === 'string' && token !== '' && token.length <= 200 ? await initialData(callForPage(checkLink, { token })) : { state: 'void' as const };
  // When it cannot be told whose it is, there is nothing to show; the link stays good.
  if (link?.state !== 'open' || typeof token !== 'string') return <LinkRefused why={link ? 'void' : 'later'} />;
  const { kind, email, name, role } = link;
  return (
    <AuthFrame title={t(kind === 'reset' ? 'resetTitle' : 'inviteTitle')} description={t(kind === 'reset' ? 'resetDetail' : 'inviteDetail', { role: tn(`role.${role}`) })}>
      <InviteForm token={token} email={email} name={kind === 'reset' ? null : name} action={acceptLinkAction} />
    </AuthFrame>
  );
}
