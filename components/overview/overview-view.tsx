'use client';

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AuditList } from '@/components/audit/audit-list';
import { RunList } from '@/components/runs/run-list';
import { PageHeader } from '@/components/shell/page-header';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { PageSkeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import { FirstSteps } from './first-steps';
import { GlobalNotices } from './global-notices';
import { ModeCard } from './mode-card';
import { ServerSummary } from './server-summary';
import { TenantSummary } from './tenant-summary';
import type { Overview } from './types';

const REFRESH_MS = 15_000;
/** Lines of each of the two short lists, so that both end at the same height. */
const LINES = 5;

interface OverviewViewProps {
  initial: Overview | undefined;
  mayCreate: boolean;
  /** Whether the state of migrations is theirs to see. */
  mayMigrations: boolean;
  actions: ReactNode;
}

/** The page, with the moment its numbers are of in its head. */
export function OverviewView({ actions, ...props }: OverviewViewProps) {
  const t = useTranslations('overview');
  const query = useQuery({ ...orpc.overview.get.queryOptions({ input: {} }), initialData: props.initial, refetchInterval: REFRESH_MS });
  return (
    <>
      <PageHeader title={t('title')} description={query.data && <>{t('asOf')} <RelativeTime at={query.data.at} /></>} actions={actions} />
      <OverviewBody {...props} query={query} />
    </>
  );
}

function OverviewBody({ mayCreate, mayMigrations, query }: Omit<OverviewViewProps, 'actions' | 'initial'> & { query: UseQueryResult<Overview> }) {
  const t = useTranslations('overview');
  const tc = useTranslations('common');
  const { data, error, refetch } = query;
  const problem = useQueryProblem(error);
  if (!data && problem) return <ErrorState {...problem} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton label={tc('loading')} />;
  const runs = data.runs.active.length > 0 ? [...data.runs.active, ...data.runs.recent.filter(({ id }) => data.runs.active.every((run) => run.id !== id))] : data.runs.recent;
  const all = (href: string) => (
    <Link href={href} className="inline-flex min-h-6 items-center text-sm text-accent-ink hover:underline">
      {tc('viewAll')}
    </Link>
  );
  return (
    <div className="space-y-4">
      {problem && <Alert tone="warn" title={problem.title}>{t('staleSince')} <RelativeTime at={data.at} /></Alert>}
      <GlobalNotices {...data} />
      {data.configProblems.map(({ file, line, reason }) => (
        <Alert key={`${file}:${line}`} tone="warn" title={t('configProblem', { file })}>
          {line === null ? reason : t('configLine', { line, reason })}
        </Alert>
      ))}
      {data.tenants.total === 0 && mayCreate && <FirstSteps />}
      <div className="grid gap-4 lg:grid-cols-3">
        <TenantSummary tenants={data.tenants} migrations={mayMigrations} action={all('/tenants')} className="lg:col-span-2" />
        <ModeCard mode={data.mode} capabilities={data.capabilities} />
      </div>
      {data.servers && (
        <Card title={t('servers')} flush actions={all('/servers')}>
          <ServerSummary servers={data.servers} />
        </Card>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Card title={t('runs')} description={data.runs.active.length > 0 ? t('runsActive', { count: data.runs.active.length }) : undefined} flush actions={all('/runs')}>
          <RunList runs={runs.slice(0, LINES)} />
        </Card>
        <Card title={t('audit')} flush actions={all('/audit')}>
          <AuditList events={data.audit.slice(0, LINES)} />
        </Card>
      </div>
    </div>
  );
}
