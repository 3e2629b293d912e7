import { Braces } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { LinkTabs } from '@/components/ui/tabs';
import { currentMe } from '../../me';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [t, ta, tp, me] = await Promise.all([getTranslations('settings'), getTranslations('admins'), getTranslations('api'), currentMe()]);
  const tabs = [
    { href: '/settings', label: t('profile') },
    { href: '/settings/tokens', label: t('tokens') },
    ...(me.permissions.includes('admins:manage') ? [{ href: '/settings/admins', label: ta('title') }] : []),
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button asChild>
            <Link href="/settings/api">
              <Braces aria-hidden /> {tp('open')}
            </Link>
          </Button>
        }
      />
      <div className="space-y-5">
        <LinkTabs label={t('title')} items={tabs} />
        {children}
      </div>
    </>
  );
}
