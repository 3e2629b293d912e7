import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { initialData } from '@/app/initial-data';
import { AuthFrame } from '@/components/auth/auth-frame';
import { SetupForm } from '@/components/auth/setup-form';
import { SetupRefused } from '@/components/auth/setup-refused';
import { callForPage } from '@/lib/doors/page';
import { checkSetup } from '@/lib/operations/setup/check-setup';
import { completeSetupAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  // The token stands in the address: it must not travel in a Referer.
  return { title: (await getTranslations('auth'))('setupTitle'), referrer: 'no-referrer' };
}

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const [t, { token }] = await Promise.all([getTranslations('auth'), searchParams]);
  if (typeof token !== 'string' || token === '') return <SetupRefused why="noToken" />;
  // When it cannot be told, the form is shown: what it sends is checked again.
  const link = await initialData(callForPage(checkSetup, { token }));
  if (link?.state === 'done' || link?.state === 'void') return <SetupRefused why={link.state} />;
  return (
    <AuthFrame title={t('setupTitle')} description={t('setupDetail')}>
      <SetupForm token={token} action={completeSetupAction} />
    </AuthFrame>
  );
}
