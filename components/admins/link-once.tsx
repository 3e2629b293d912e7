'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { CopyButton } from '@/components/ui/copy-button';
import { RelativeTime } from '@/components/ui/relative-time';
import type { OneTimeLink } from './admin-actions';

/** A one-time link, for the only time that anybody sees it. */
export function LinkOnce({ link, email }: { link: OneTimeLink; email: string }) {
  const t = useTranslations('admins');
  const address = new URL(link.path, location.origin).href;
  return (
    <Alert tone="good" title={t('linkOnce')} live>
      <span className="flex items-start gap-2">
        <code data-testid="one-time-link" className="min-w-0 flex-1 font-mono text-xs break-all text-ink">{address}</code>
        <CopyButton value={address} label={t('copyLink')} />
      </span>
      <p className="pt-1.5">
        {t('linkHand', { email })} {t('linkUntil')} <RelativeTime at={link.expiresAt} ahead />.
      </p>
    </Alert>
  );
}
