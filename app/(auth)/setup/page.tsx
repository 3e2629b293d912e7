import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { AuthFrame } from '@/components/auth/auth-frame';
import { SetupForm } from '@/components/auth/setup-form';
import { Alert } from '@/components/ui/alert';
import { completeSetupAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  // The token stands in the address: it must not travel in a Referer.
  return { title: (await getTranslations('auth'))('setupTitle'), referrer: 'no-referrer' };
}

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const [t, { token }] = await Promise.all([getTranslations('auth'), searchParams]);
  return (
    <AuthFrame title={t('setupTitle')} description={t('setupDetail')}>
      {token ? (
        <SetupForm token={token} action={completeSetupAction} />
      ) : (
        <Alert tone="warn" title={t('setupNoToken')} actions={<Link href="/sign-in" className="underline">{t('toSignIn')}</Link>}>
          {t('setupNoTokenDetail')}
        </Alert>
      )}
    </AuthFrame>
  );
}
