'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight, RotateCw } from 'lucide-react';
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
import { DRIVERS } from '@/lib/model/common';
import type { FleetMigrations } from '@/lib/model/migration';
import { MIGRATION_STATES } from '@/lib/model/states';
import { Checksum } from './checksum';
import { MigrationStateBadge } from './migration-state';
import { PlainTable } from './plain-table';

const isDriver = (engine: string): engine is (typeof DRIVERS)[number] => (DRIVERS as readonly string[]).includes(engine);

/** All tenants at once: how many are in which state, and which version each engine's tenants have reached. */
export function FleetMigrationsView({ initial }: { initial: FleetMigrations | undefined }) {
  const t = useTranslations('migrations');
  const ts = useTranslations('servers');
  const format = useFormatter();
  const query = useQuery({ ...orpc.migrations.fleet.queryOptions({ input: {} }), initialData: initial });
  const problem = useQueryProblem(query.error);
  if (problem && !query.data) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-100" />;
  const { engines, tenants, unanswered, checkedAt } = query.data;
  // An engine is told by its own name where servers of it can be added.
  const nameOf = (engine: string) => (isDriver(engine) ? ts(`drivers.${engine}.name`) : engine);
  const used = engines.filter((one) => tenantsOf(one) > 0);
  const unused = engines.filter((one) => tenantsOf(one) === 0);
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
      {used.map((one) => (
        <Card key={one.engine} title={nameOf(one.engine)} flush>
          <Versions of={one} label={nameOf(one.engine)} />
        </Card>
      ))}
      {unused.length > 0 && (
        <Card title={t('unusedEngines')} description={t('unusedEnginesDetail')} flush>
          {unused.map((one) => (
            <details key={one.engine} className="group/engine border-b last:border-b-0">
              <summary className="flex min-h-11 list-none items-center gap-2 px-4 text-sm -outline-offset-2 hover:bg-hover">
                <ChevronRight className="size-4 text-ink-faint transition-transform group-open/engine:rotate-90" aria-hidden />
                <span className="font-medium">{nameOf(one.engine)}</span>
                <span className="numeric ml-auto text-ink-soft">{one.versions.length === 0 ? t('noneShipped') : t('shipped', { count: one.versions.length, head: one.head })}</span>
              </summary>
              {one.versions.length > 0 && (
                <div className="border-t">
                  <Versions of={one} label={nameOf(one.engine)} />
                </div>
              )}
            </details>
          ))}
        </Card>
      )}
    </div>
  );
}

type Engine = FleetMigrations['engines'][number];
const tenantsOf = ({ versions }: Engine) => versions.reduce((sum, { tenants }) => sum + tenants, 0);

/** The shipped migrations of one engine, the newest first, with the tenants that are at each. */
function Versions({ of: { head, versions }, label }: { of: Engine; label: string }) {
  const t = useTranslations('migrations');
  const format = useFormatter();
  return (
    <PlainTable
      label={t('versionsOf', { engine: label })}
      columns={[{ id: 'version', label: t('version') }, { id: 'name', label: t('name') }, { id: 'checksum', label: t('checksum'), wide: true }, { id: 'tenants', label: t('tenantsAt'), right: true }]}
      rows={[...versions].reverse().map(({ version, name, checksum, tenants }) => ({
        key: version,
        cells: [
          <span key="v" className="inline-flex items-center gap-2">
            <code className="font-mono text-xs font-medium">{version}</code> {version === head && <Badge>{t('newest')}</Badge>}
          </span>,
          name,
          <Checksum key="c" value={checksum} />,
          <span key="t" className={tenants === 0 ? 'text-ink-faint' : 'font-medium'}>{format.number(tenants)}</span>,
        ],
      }))}
    />
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
