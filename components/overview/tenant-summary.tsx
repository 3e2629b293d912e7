'use client';

import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { DATABASE_TONE, TENANT_TONE } from '@/components/status/tones';
import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DATABASE_STATUSES, TENANT_STATUSES } from '@/lib/model/states';
import { MigrationSummary } from './migration-summary';
import type { Overview } from './types';

interface TenantSummaryProps {
  tenants: Overview['tenants'];
  /** Tells too how far their migrations are. */
  migrations: boolean;
  action: ReactNode;
  className?: string;
}

/** How many tenants there are, and in which states; each state leads to its rows. */
export function TenantSummary({ tenants, migrations, action, className }: TenantSummaryProps) {
  const t = useTranslations('tenants');
  const to = useTranslations('overview');
  const format = useFormatter();
  const states = [
    ...TENANT_STATUSES.map((status) => ({ key: `status=${status}`, tone: TENANT_TONE[status], word: t(`status.${status}`), count: tenants.byStatus[status] ?? 0, group: to('byStatus') })),
    ...DATABASE_STATUSES.map((status) => ({ key: `databaseStatus=${status}`, tone: DATABASE_TONE[status], word: t(`databaseStatus.${status}`), count: tenants.byDatabaseStatus[status] ?? 0, group: to('byDatabase') })),
  ].filter(({ count }) => count > 0);
  const groups = [to('byStatus'), to('byDatabase')];
  return (
    <Card title={to('tenants')} actions={action} className={className}>
      <div className="grid gap-5 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <p className="flex flex-col gap-1">
          <Link href="/tenants" className="numeric w-fit text-2xl font-semibold tracking-tight hover:underline">
            {format.number(tenants.total)}
          </Link>
          <span className="text-sm text-ink-soft">{to('tenantsInAll', { count: tenants.total })}</span>
        </p>
        <div className="space-y-3">
          {groups.map((group) => {
            const shown = states.filter((state) => state.group === group);
            return shown.length === 0 ? null : (
              <div key={group} className="space-y-1.5">
                <h3 className="text-xs text-ink-faint">{group}</h3>
                <ul className="flex flex-wrap gap-x-4 gap-y-2">
                  {shown.map(({ key, tone, word, count }) => (
                    <li key={key}>
                      <Link href={`/tenants?${key}`} className="inline-flex min-h-6 items-center gap-2 rounded-md text-sm hover:underline">
                        <StatusBadge tone={tone}>{word}</StatusBadge>
                        <span className="numeric font-medium">{format.number(count)}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            );
          })}
          {migrations && tenants.total > 0 && <MigrationSummary />}
        </div>
      </div>
    </Card>
  );
}
