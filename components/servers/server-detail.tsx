'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { useQueryProblem } from '@/components/shell/query-problem';
import { HealthBadge } from '@/components/status/status';
import { useHealthReason } from '@/components/status/words';
import { Card, Facts } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { Segments } from '@/components/ui/tabs';
import { orpc } from '@/lib/doors/rpc/client';
import { placeOfServer } from '@/lib/model/place-of-server';
import type { Server } from '@/lib/model/server';
import { ConnectionsBar } from './connections-bar';
import { Latency } from './latency';
import { LatencyChart } from './latency-chart';
import { PoolsCard } from './pools-card';

const RANGES = ['1h', '24h', '30d'] as const;
type Range = (typeof RANGES)[number];

export function ServerDetail({ server: initial }: { server: Server }) {
  const t = useTranslations('servers');
  const tc = useTranslations('common');
  const reason = useHealthReason();
  const { data: server } = useQuery({ ...orpc.servers.get.queryOptions({ input: { id: initial.id } }), initialData: initial });
  const { health } = server;
  const none = '–';
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title={t('health')}>
        <Facts
          items={[
            { term: t('state'), value: <span className="inline-flex flex-wrap items-center justify-end gap-2"><HealthBadge status={health.status} /> {reason(health)}</span> },
            { term: t('since'), value: health.since ? <RelativeTime at={health.since} /> : none },
            { term: t('latency'), value: <Latency health={health} /> },
            { term: t('connections'), value: <ConnectionsBar health={health} /> },
            { term: t('budget'), value: health.connections ? t('budgetOf', { ours: health.connections.ours, budget: server.maxConnections }) : server.maxConnections },
            { term: t('version'), value: health.version ?? none },
            { term: t('checked'), value: health.checkedAt ? <RelativeTime at={health.checkedAt} /> : tc('never') },
          ]}
        />
      </Card>
      <Card title={t('connection')}>
        <Facts
          items={[
            { term: t('driver'), value: t(`drivers.${server.driver}.name`) },
            ...addressFacts(server, t, tc),
            ...(server.region ? [{ term: t('region'), value: server.region }] : []),
            { term: t('tenants'), value: <Link href={`/tenants?serverId=${server.id}`} className="inline-flex min-h-6 items-center text-accent-ink hover:underline">{t('tenantCount', { count: server.tenants })}</Link> },
          ]}
        />
      </Card>
      <LatencyCard id={server.id} />
      <PoolsCard id={server.id} />
    </div>
  );
}

/** How it is reached, by what servers of its engine have. */
function addressFacts(server: Server, t: ReturnType<typeof useTranslations<'servers'>>, tc: ReturnType<typeof useTranslations<'common'>>) {
  const code = (text: string) => <code className="font-mono text-xs break-all">{text}</code>;
  const copied = (text: string) => <span className="inline-flex items-center gap-1">{code(text)}<CopyButton value={text} label={tc('copy')} /></span>;
  if ('directory' in server) return [{ term: t('directory'), value: copied(server.directory) }];
  return [
    { term: t('host'), value: copied(placeOfServer(server)) },
    { term: t('database'), value: code(server.database) },
    { term: t('username'), value: code(server.username) },
    { term: t('password'), value: server.hasPassword ? t('passwordSet') : tc('none') },
    { term: t('tls'), value: t(`tlsModes.${server.tls.mode}`) },
    ...(server.directHost ? [{ term: t('directHost'), value: code(`${server.directHost}:${server.directPort ?? server.port}`) }] : []),
  ];
}

function LatencyCard({ id }: { id: string }) {
  const t = useTranslations('servers');
  const tc = useTranslations('common');
  const format = useFormatter();
  const [range, setRange] = useState<Range>('1h');
  const { data, error } = useQuery(orpc.servers.health.queryOptions({ input: { id, range } }));
  const problem = useQueryProblem(error);
  const values = data?.samples.map(({ latencyMs }) => latencyMs) ?? [];
  const known = values.filter((value): value is number => value !== null).sort((a, b) => a - b);
  const percentile = (share: number) => known[Math.min(known.length - 1, Math.floor(known.length * share))];
  const [p50, p95] = [percentile(0.5), percentile(0.95)];
  const words = (value: number | undefined) => (value === undefined ? '–' : tc('ms', { value: Math.round(value * 10) / 10 }));
  return (
    <Card
      className="lg:col-span-2"
      title={t('latency')}
      // Before there are samples nothing is said of their number.
      description={data ? known.length < 2 ? undefined : t('percentiles', { p50: words(p50), p95: words(p95), count: format.number(known.length) }) : error ? undefined : tc('loading')}
      actions={<Segments label={t('range')} value={range} onChange={setRange} options={RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))} />}
    >
      <div className="h-44">
        {problem && <p className="text-sm text-bad-ink">{problem.title}</p>}
        {!data && !problem && <Skeleton className="h-full" />}
        {data && known.length < 2 && <p className="grid h-full place-items-center text-sm text-ink-soft">{t('fewSamples')}</p>}
        {data && known.length >= 2 && <LatencyChart samples={data.samples} days={range === '30d'} label={t('latencyChart', { range: t(`ranges.${range}`), p50: words(p50), p95: words(p95) })} />}
      </div>
    </Card>
  );
}
