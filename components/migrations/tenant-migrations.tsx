'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useErrorWords } from '@/components/status/words';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { TenantMigrations } from '@/lib/model/migration';
import { Checksum } from './checksum';
import { MigrateNow, MigrationProgress, useMigrationRun, type ApplyMigrations } from './migrate-now';
import { MigrationPolicy, type MigrationPolicyProps } from './migration-policy';
import { MigrationStateBadge } from './migration-state';
import { PlainTable } from './plain-table';

interface TenantMigrationsProps extends Pick<MigrationPolicyProps, 'mayEdit' | 'save'> {
  slug: string;
  initial: TenantMigrations | undefined;
  /** Absent for who may not. */
  apply?: ApplyMigrations;
}

/** A tenant's migrations: what waits, what was applied, and what does not agree with the shipped files. */
export function TenantMigrationsView({ slug, initial, mayEdit, save, apply }: TenantMigrationsProps) {
  const t = useTranslations('migrations');
  const tc = useTranslations('common');
  const words = useErrorWords();
  const query = useQuery({ ...orpc.migrations.tenant.queryOptions({ input: { slug } }), initialData: initial });
  const problem = useQueryProblem(query.error);
  const run = useMigrationRun(slug);
  if (problem && !query.data) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-72" />;
  const { state, policy, error, applied, pending, drift } = query.data;
  return (
    <div className="space-y-4">
      {error && (
        <Alert tone="bad" title={t('failedTitle')}>
          <p>{words(error).title}. {words(error).detail}</p>
          <p>{t(`failedThen.${policy}`)}</p>
        </Alert>
      )}
      {drift.length > 0 && (
        <Alert tone="bad" title={t('driftTitle')}>
          <ul className="list-disc pl-5">
            {drift.map(({ kind, version }) => (
              <li key={`${kind} ${version}`}>{t(`drift.${kind}`, { version })}</li>
            ))}
          </ul>
        </Alert>
      )}
      {run && <MigrationProgress run={run} />}
      <Card title={t('pending')} flush={pending.length > 0} actions={<MigrationStateBadge state={state} />}>
        {pending.length === 0 ? (
          <p className="text-sm text-ink-soft">{t('nonePending')}</p>
        ) : (
          <>
            <PlainTable
              label={t('pending')}
              columns={[{ id: 'version', label: t('version') }, { id: 'name', label: t('name') }, { id: 'checksum', label: t('checksum'), right: true }]}
              rows={pending.map(({ version, name, checksum }) => ({ key: version, cells: [<Version key="v" value={version} />, name, <Checksum key="c" value={checksum} />] }))}
            />
            {!error && <p className="border-t px-4 py-2.5 text-sm text-ink-soft">{t(`pendingThen.${policy}`)}</p>}
            {apply && !run && state !== 'drifted' && <MigrateNow slug={slug} count={pending.length} apply={apply} />}
          </>
        )}
      </Card>
      <MigrationPolicy slug={slug} policy={policy} mayEdit={mayEdit} save={save} />
      <Card title={t('applied')} flush={applied.length > 0}>
        {applied.length === 0 ? (
          <p className="text-sm text-ink-soft">{t('noneApplied')}</p>
        ) : (
          <PlainTable
            label={t('applied')}
            columns={[
              { id: 'version', label: t('version') },
              { id: 'name', label: t('name') },
              { id: 'checksum', label: t('checksum') },
              { id: 'by', label: t('appliedBy') },
              { id: 'duration', label: t('duration'), right: true },
              { id: 'at', label: t('appliedAt'), right: true },
            ]}
            rows={[...applied].reverse().map(({ version, name, checksum, appliedBy, durationMs, appliedAt }) => ({
              key: version,
              cells: [<Version key="v" value={version} />, name, <Checksum key="c" value={checksum} />, <code key="b" className="font-mono text-xs">{appliedBy}</code>, tc('ms', { value: durationMs }), <RelativeTime key="t" at={appliedAt} />],
            }))}
          />
        )}
      </Card>
    </div>
  );
}

function Version({ value }: { value: string }) {
  return <code className="font-mono text-xs font-medium">{value}</code>;
}
