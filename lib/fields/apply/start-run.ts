import { AppError } from '@/lib/errors';
import type { Run } from '@/lib/model/run';
import type { TenantConfig } from '@/lib/model/tenant';
import type { FieldDeps } from '../deps';
import { FIELD_RUN_KIND, FIELD_RUN_STEPS, fieldRunKey, type FieldRunStep } from './steps';

/** @throws AppError `invalid_state` while a change of this tenant's fields is at work */
export async function refuseWhileAtWork(runtime: FieldDeps, { slug }: TenantConfig): Promise<void> {
  const live = await runtime.records.runs.latestFor(slug, FIELD_RUN_KIND);
  if (live && ['queued', 'running', 'paused'].includes(live.status)) throw new AppError('invalid_state', { params: { state: 'running' } });
}

/**
 * Queues the run of a plan; while another of this tenant lives, that one is answered.
 * @param steps all there are, where nobody knows which of them have anything to do
 */
export async function startFieldRun(runtime: FieldDeps, tenant: TenantConfig, planId: string, { steps = FIELD_RUN_STEPS, ...more }: { steps?: readonly FieldRunStep[]; givesUp?: string } = {}): Promise<Run> {
  return runtime.records.runs.create({
    kind: FIELD_RUN_KIND,
    tenant: tenant.slug,
    params: { tenantId: tenant.id, slug: tenant.slug, serverId: tenant.database?.serverId ?? '', planId, ...more },
    steps: [...steps],
    uniqueKey: fieldRunKey(tenant.id),
  });
}
