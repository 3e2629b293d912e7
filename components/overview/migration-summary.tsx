'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { MigrationStateBadge } from '@/components/migrations/migration-state';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import { MIGRATION_STATES } from '@/lib/model/states';

/** How far tenants' databases are, asked of the servers once the page stands: one of them may be slow to answer. */
export function MigrationSummary() {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { data, error } = useQuery(orpc.migrations.fleet.queryOptions({ input: {} }));
  const problem = useQueryProblem(error);
  const states = data ? MIGRATION_STATES.filter((state) => (data.tenants[state] ?? 0) > 0) : [];
  if (data && states.length === 0) return null;
  return (
    <div className="space-y-1.5">
      <h3 className="text-xs text-ink-faint">{t('byMigrations')}</h3>
      {!data && !problem && <Skeleton className="h-6 w-56 max-w-full" />}
      {problem && <p className="text-sm text-bad-ink">{problem.title}</p>}
      {states.length > 0 && (
        <Link href="/migrations" className="flex w-fit flex-wrap gap-x-4 gap-y-2 rounded-md text-sm hover:underline">
          {states.map((state) => (
            <span key={state} className="inline-flex min-h-6 items-center gap-2">
              <MigrationStateBadge state={state} />
              <span className="numeric font-medium">{format.number(data?.tenants[state] ?? 0)}</span>
            </span>
          ))}
        </Link>
      )}
    </div>
  );
}
