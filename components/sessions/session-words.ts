'use client';

import { useTranslations } from 'next-intl';
import { browserOf } from '@/components/settings/browser-of';
import type { UserSession } from '@/lib/model/account';

const WHY = ['operator', 'user_disabled', 'password_changed', 'sign_out_everyone', 'consent_revoked', 'reused', 'signed_out'] as const;

/** Words for what sessions and tokens say in codes. */
export function useSessionWords() {
  const t = useTranslations('sessions');
  return {
    /** What the session was begun with: the name that the application gave, else the browser's. */
    device: ({ device, userAgent }: Pick<UserSession, 'device' | 'userAgent'>): string => device ?? browserOf(userAgent) ?? t('unknownDevice'),
    /** Why it ended; a reason that this version does not know is shown as it is. */
    why: (why: string): string => {
      const known = WHY.find((one) => one === why);
      return known ? t(`why.${known}`) : why;
    },
  };
}
