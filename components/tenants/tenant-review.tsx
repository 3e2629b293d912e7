'use client';

import { useTranslations } from 'next-intl';
import { Facts } from '@/components/ui/card';
import type { Server } from '@/lib/model/server';
import { AUTO, NO_DATABASE, OWN_SERVER, type TenantFormValues } from './placement';

/** What is about to be made, in one look. */
export function TenantReview({ values, servers }: { values: TenantFormValues; servers: Server[] }) {
  const t = useTranslations('tenants');
  const { serverId, isolation } = values.database;
  const special: Record<string, string> = { [AUTO]: t('auto'), [NO_DATABASE]: t('noDatabase'), [OWN_SERVER]: t('own') };
  const server = special[serverId] ?? servers.find(({ id }) => id === serverId)?.name ?? serverId;
  return (
    <div className="panel px-4 py-1">
      <Facts
        items={[
          { term: t('name'), value: values.name || '–' },
          { term: t('slug'), value: values.slug ? <code className="font-mono text-xs">{values.slug}</code> : '–' },
          ...(values.cloneFrom ? [{ term: t('cloneFrom'), value: <code className="font-mono text-xs">{values.cloneFrom}</code> }] : []),
          { term: t('server'), value: server },
          ...(isolation ? [{ term: t('isolation'), value: t(`isolations.${isolation}.name`) }] : []),
        ]}
      />
    </div>
  );
}
