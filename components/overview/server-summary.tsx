'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { ConnectionsBar } from '@/components/servers/connections-bar';
import { Latency } from '@/components/servers/latency';
import { HealthBadge } from '@/components/status/status';
import { useHealthReason } from '@/components/status/words';
import { RelativeTime } from '@/components/ui/relative-time';
import { Sparkline } from '@/components/ui/sparkline';
import type { Overview } from './types';

/** One line a server: health with its reason, the last hour's latency, connections. */
export function ServerSummary({ servers }: { servers: NonNullable<Overview['servers']> }) {
  const t = useTranslations('overview');
  const ts = useTranslations('servers');
  const tc = useTranslations('common');
  const reason = useHealthReason();
  if (servers.items.length === 0) return <p className="px-4 py-6 text-center text-sm text-ink-soft">{ts('emptyTitle')}</p>;
  return (
    <ul className="divide-y">
      {servers.items.map(({ id, name, health, latency }) => (
        <li key={id} className="grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1 px-4 py-2 text-sm hover:bg-hover md:grid-cols-[minmax(0,1.2fr)_8.5rem_8rem_6rem_10rem_7rem]">
          <Link href={`/servers/${id}`} className="inline-flex min-h-6 min-w-0 items-center gap-2 font-medium hover:underline">
            <span className="truncate">{name}</span>
            {health.status !== 'HEALTHY' && <span className="truncate font-normal text-ink-soft">{reason(health)}</span>}
          </Link>
          <span className="justify-self-end md:justify-self-start">
            <HealthBadge status={health.status} />
          </span>
          <span className="hidden md:block">
            <Sparkline values={latency.map(({ latencyMs }) => latencyMs)} label={t('latencyOf', { name })} className="h-7 w-full" />
          </span>
          <span className="numeric hidden text-right text-ink-soft md:block"><Latency health={health} /></span>
          <span className="hidden md:block">
            <ConnectionsBar health={health} />
          </span>
          <span className="hidden text-right text-ink-faint md:block">{health.checkedAt ? <RelativeTime at={health.checkedAt} /> : tc('never')}</span>
        </li>
      ))}
    </ul>
  );
}
