'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { Server } from '@/lib/model/server';

/** What is special about a server, as plain words. */
export function ServerFlags({ server }: { server: Server }) {
  const t = useTranslations('servers');
  return (
    <>
      {server.isDefault && <Badge>{t('default')}</Badge>}
      {server.managed && <Badge>{t('managed')}</Badge>}
      {server.privateTenant !== null && <Badge>{t('privateTo', { tenant: server.privateTenant })}</Badge>}
      {server.cordoned && <Badge>{t('cordoned')}</Badge>}
      {!server.isActive && <Badge>{t('inactive')}</Badge>}
    </>
  );
}
