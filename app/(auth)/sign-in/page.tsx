import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '@/components/auth/auth-frame';
import { safeNext } from '@/components/auth/refusal';
import { SignInForm } from '@/components/auth/sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('signInTitle') };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ callbackUrl?: string; error?: string }> }) {
  const [t, { callbackUrl, error }] = await Promise.all([getTranslations('auth'), searchParams]);
  return (
    <AuthFrame title={t('signInTitle')} description={t('signInDetail')}>
      <SignInForm next={safeNext(callbackUrl)} refused={error} />
    </AuthFrame>
  );
}
