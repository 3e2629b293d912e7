'use client';

import { useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/ui/badge';
import type { AuditEvent } from '@/lib/model/audit';
import type { HealthStatus, ServerHealth } from '@/lib/model/server';
import type { RunStatus } from '@/lib/model/run';
import type { ShownDatabaseStatus, Tenant } from '@/lib/model/tenant';
import { useHealthReason } from './words';
import { DATABASE_TONE, HEALTH_TONE, OUTCOME_TONE, RUN_TONE, TENANT_TONE } from './tones';

/** Each status of the product as its badge: tone, icon and word. */
export function DatabaseStatusBadge({ status }: { status: ShownDatabaseStatus | null }) {
  const t = useTranslations('tenants');
  if (status === null) return <StatusBadge tone="off">{t('databaseStatus.NONE')}</StatusBadge>;
  return <StatusBadge tone={DATABASE_TONE[status]}>{t(`databaseStatus.${status}`)}</StatusBadge>;
}

export function TenantStatusBadge({ status }: { status: Tenant['status'] }) {
  const t = useTranslations('tenants');
  return <StatusBadge tone={TENANT_TONE[status]}>{t(`status.${status}`)}</StatusBadge>;
}

export function HealthBadge({ status }: { status: HealthStatus }) {
  const t = useTranslations('health');
  return <StatusBadge tone={HEALTH_TONE[status]}>{t(`status.${status}`)}</StatusBadge>;
}

/** The badge, and beside it why the server is not healthy. */
export function HealthWithReason({ health }: { health: Pick<ServerHealth, 'status' | 'reason'> }) {
  const reason = useHealthReason();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <HealthBadge status={health.status} />
      {health.status !== 'HEALTHY' && <span className="text-ink-soft">{reason(health)}</span>}
    </span>
  );
}

export function RunStatusBadge({ status }: { status: RunStatus }) {
  const t = useTranslations('runs');
  return <StatusBadge tone={RUN_TONE[status]}>{t(`status.${status}`)}</StatusBadge>;
}

export function OutcomeBadge({ outcome }: { outcome: AuditEvent['outcome'] }) {
  const t = useTranslations('audit');
  return <StatusBadge tone={OUTCOME_TONE[outcome]}>{t(`outcome.${outcome}`)}</StatusBadge>;
}
