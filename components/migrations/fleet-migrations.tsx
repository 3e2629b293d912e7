'use client';

import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { FleetMigrations } from '@/lib/model/migration';
import { MIGRATION_STATES } from '@/lib/model/states';
import { Checksum } from './checksum';
import { MigrationStateBadge } from './migration-state';
import { PlainTable } from './plain-table';

/** All tenants at once: how many are in which state, and which version each engine's tenants have reached. */
export function FleetMigrationsView({ initial }: { initial: FleetMigrations | undefined }) {
  const t = useTranslations('migrations');
  const format = useFormatter();
  const query = useQuery({ ...orpc.migrations.fleet.queryOptions({ input: {} }), initialData: initial });
  const problem = useQueryProblem(query.error);
  if (problem && !query.data) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-96" />;
  const { engines, tenants, unanswered, checkedAt } = query.data;
  return (
    <div className="space-y-4">
      {problem && <Alert tone="bad" title={problem.title} live>{problem.detail}</Alert>}
      <Unanswered servers={unanswered} />
      <Card
        title={t('tenants')}
        description={<>{t('checked')} <RelativeTime at={checkedAt} /></>}
        actions={
          <Button size="sm" pending={query.isFetching} onClick={() => void query.refetch()}>
            <RotateCw aria-hidden /> {t('look')}
          </Button>
        }
      >
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-5">
          {MIGRATION_STATES.map((state) => (
            <div key={state} className="flex flex-col-reverse items-start gap-1.5">
              <dt>
                <MigrationStateBadge state={state} />
              </dt>
              <dd className="numeric text-xl font-medium">{format.number(tenants[state] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {engines.map(({ engine, head, versions }) => (
        <Card key={engine} title={<span className="font-mono">{engine}</span>} flush={versions.length > 0}>
          {versions.length === 0 ? (
            <p className="text-sm text-ink-soft">{t('noneShipped')}</p>
          ) : (
            <PlainTable
              label={t('versionsOf', { engine })}
              columns={[{ id: 'version', label: t('version') }, { id: 'name', label: t('name') }, { id: 'checksum', label: t('checksum') }, { id: 'tenants', label: t('tenantsAt'), right: true }]}
              rows={[...versions].reverse().map(({ version, name, checksum, tenants: count }) => ({
                key: version,
                cells: [
                  <span key="v" className="inline-flex items-center gap-2">
                    <code className="font-mono text-xs font-medium">{version}</code> {version === head && <Badge>{t('newest')}</Badge>}
                  </span>,
                  name,
                  <Checksum key="c" value={checksum} />,
                  format.number(count),
                ],
              }))}
            />
          )}
        </Card>
      ))}
    </div>
  );
}

function Unanswered({ servers }: { servers: FleetMigrations['unanswered'] }) {
  const t = useTranslations('migrations');
  const words = useErrorWords();
  if (servers.length === 0) return null;
  return (
    <Alert tone="warn" title={t('unanswered', { count: servers.length })}>
      <ul className="list-disc pl-5">
        {servers.map(({ serverId, server, code }) => (
          <li key={serverId}>
            <Link href={`/servers/${serverId}`} className="font-medium hover:underline">
              {server}
            </Link>
            {': '}
            {words({ code, params: { server } }).title}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
