'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/ui/badge';
import type { User } from '@/lib/model/user';

/** Whether a user may sign in, and why not. */
export function UserStatusBadge({ user }: { user: Pick<User, 'status' | 'disabledReason' | 'disabledUntil'> }) {
  const t = useTranslations('users');
  const format = useFormatter();
  if (user.status === 'active') return <StatusBadge tone="good">{t('status.active')}</StatusBadge>;
  const until = user.disabledUntil ? t('disabledUntilOn', { moment: format.dateTime(new Date(user.disabledUntil), { dateStyle: 'medium', timeStyle: 'short' }) }) : null;
  return (
    <span title={[user.disabledReason, until].filter(Boolean).join(' · ')} suppressHydrationWarning>
      <StatusBadge tone="off">{t('status.disabled')}</StatusBadge>
    </span>
  );
}
