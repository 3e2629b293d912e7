'use client';

import { useTranslations } from 'next-intl';
import type { Identity } from '@/lib/model/account';

/** Names as their owners write them; other providers are shown by their id. */
const NAMES: Record<string, string> = { google: 'Google', microsoft: 'Microsoft', apple: 'Apple', github: 'GitHub', gitlab: 'GitLab', facebook: 'Facebook', linkedin: 'LinkedIn' };

export function useProviderName(): (provider: string) => string {
  const t = useTranslations('account');
  return (provider) => (provider === 'password' ? t('password') : (NAMES[provider] ?? provider));
}

/** Until when attempts at a user's password are refused; null when they are not. */
export function lockedUntil(identities: readonly Pick<Identity, 'lockedUntil'>[], now: Date): string | null {
  return identities.find((identity) => identity.lockedUntil !== null && new Date(identity.lockedUntil) > now)?.lockedUntil ?? null;
}
