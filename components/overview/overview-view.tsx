'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { AuditList } from '@/components/audit/audit-list';
import { RunList } from '@/components/runs/run-list';
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

export function OverviewView({ initial, mayCreate }: { initial: Overview | undefined; mayCreate: boolean }) {
  const t = useTranslations('overview');
  const tc = useTranslations('common');
  const { data, error, refetch } = useQuery({ ...orpc.overview.get.queryOptions({ input: {} }), initialData: initial, refetchInterval: REFRESH_MS });
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
        <TenantSummary tenants={data.tenants} className="lg:col-span-2" />
        <ModeCard mode={data.mode} capabilities={data.capabilities} />
      </div>
      {data.servers && (
        <Card title={t('servers')} flush actions={all('/servers')}>
          <ServerSummary servers={data.servers} />
        </Card>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Card title={t('runs')} description={data.runs.active.length > 0 ? t('runsActive', { count: data.runs.active.length }) : undefined} flush actions={all('/runs')}>
          <RunList runs={runs.slice(0, 6)} />
        </Card>
        <Card title={t('audit')} flush actions={all('/audit')}>
          <AuditList events={data.audit} />
        </Card>
      </div>
      <p className="text-xs text-ink-faint">
        {t('asOf')} <RelativeTime at={data.at} />
      </p>
    </div>
  );
}
