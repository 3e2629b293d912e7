'use client';

import { useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Action } from '@/components/form/action';
import { StepTimeline } from '@/components/runs/step-timeline';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { DatabaseStatusBadge } from '@/components/status/status';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, Facts } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { Provisioning } from '@/lib/model/run';
import type { DatabaseStatus, Tenant } from '@/lib/model/tenant';
import { FailedNotice } from './failed-notice';
import { useProvisioningAction } from './use-provisioning-action';

interface ProvisioningViewProps {
  tenant: Tenant;
  initial: Provisioning | undefined;
  mayProvision: boolean;
  retry: Action<{ slug: string }, Provisioning>;
  rollback: Action<{ slug: string }, { runId: string }>;
}

/** Steps are watched more closely than a live event promises: a lost one must not leave the page waiting. */
const WATCH_MS = 1_000;
const SETTLED = new Set(['READY', 'ERROR']);

export function ProvisioningView({ tenant, initial, mayProvision, retry, rollback }: ProvisioningViewProps) {
  const t = useTranslations('provisioning');
  const watchMs = useWatchInterval(WATCH_MS);
  const query = useQuery({
    ...orpc.provisioning.get.queryOptions({ input: { slug: tenant.slug } }),
    initialData: initial,
    refetchInterval: ({ state }) => (SETTLED.has(state.data?.status ?? '') || state.status === 'error' ? false : watchMs),
  });
  const problem = useQueryProblem(query.error);
  const again = useProvisioningAction(tenant.slug, retry);
  if (problem && !query.data) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-72" />;
  const { status, steps, attempts, nextAttemptAt } = query.data;
  const done = steps.filter((step) => step.status === 'done' || step.status === 'skipped').length;
  const failed = steps.find((step) => step.status === 'failed');
  const stuck = status !== 'READY' && (failed !== undefined || status === 'ERROR' || nextAttemptAt !== null);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="space-y-4">
        {status === 'READY' && <ReadyNotice slug={tenant.slug} />}
        {again.problem && <Alert tone="bad" title={again.problem.title} live>{again.problem.detail}</Alert>}
        {stuck && (
          <FailedNotice
            slug={tenant.slug}
            physicalName={tenant.database?.name ?? tenant.slug}
            step={failed?.name}
            nextAttemptAt={nextAttemptAt}
            again={mayProvision ? again : undefined}
            rollback={rollback}
          />
        )}
        <Card title={t('steps')} actions={<span className="numeric text-sm text-ink-soft">{t('stepsDone', { done, total: steps.length })}</span>}>
          <Progress value={done} max={steps.length} label={t('progress')} tone={status === 'READY' ? 'good' : failed ? 'bad' : 'accent'} className="mb-5" />
          {steps.length > 0 ? <StepTimeline steps={steps} /> : <p className="text-sm text-ink-soft">{t('noSteps')}</p>}
        </Card>
      </div>
      <Card title={t('what')}>
        <Facts
          items={[
            { term: t('status'), value: <DatabaseStatusBadge status={status as DatabaseStatus} /> },
            { term: t('server'), value: tenant.database?.serverName ?? tenant.database?.serverId ?? '–' },
            { term: t('name'), value: <code className="font-mono text-xs">{tenant.database?.name}</code> },
            { term: t('attempts'), value: attempts },
          ]}
        />
      </Card>
    </div>
  );
}

function ReadyNotice({ slug }: { slug: string }) {
  const t = useTranslations('provisioning');
  return (
    <Alert
      tone="good"
      title={t('ready')}
      actions={
        <Button asChild size="sm" variant="primary">
          <Link href={`/tenants/${slug}`}>
            <Rocket aria-hidden /> {t('openTenant')}
          </Link>
        </Button>
      }
    >
      {t('readyDetail')}
    </Alert>
  );
}
