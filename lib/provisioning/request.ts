import { AppError } from '@/lib/errors';
import type { Run } from '@/lib/model/run';
import type { TenantConfig } from '@/lib/model/tenant';
import type { Runtime } from '@/lib/runtime';
import { PROVISION_KIND, PROVISION_STEPS, ROLLBACK_KIND, ROLLBACK_STEPS, tenantRunKey } from './steps';

type Deps = Pick<Runtime, 'store' | 'records'>;

/** Asks for a tenant's data plane to be brought up. Called again while a run is live, it answers that run. */
export async function requestProvisioning(runtime: Deps, tenant: TenantConfig): Promise<Run> {
  if (!(await runtime.records.machine.database(tenant.id))) await runtime.records.machine.setDatabase(tenant.id, { status: 'PENDING' });
  return runtime.records.runs.create({
    kind: PROVISION_KIND,
    tenant: tenant.slug,
    params: { tenantId: tenant.id, slug: tenant.slug, serverId: tenant.database?.serverId ?? '' },
    steps: [...PROVISION_STEPS],
    uniqueKey: tenantRunKey(tenant.id),
  });
}

/** @throws AppError `invalid_state` unless the last provisioning failed, was cancelled, or waits for its next try. */
export async function retryProvisioning(runtime: Deps, slug: string): Promise<void> {
  const tenant = await tenantWithDatabase(runtime, slug);
  const run = await runtime.records.runs.latestFor(slug, PROVISION_KIND);
  if (!run) {
    await requestProvisioning(runtime, tenant);
    return;
  }
  if (!['failed', 'cancelled', 'queued'].includes(run.status)) throw new AppError('invalid_state', { params: { state: run.status } });
  await runtime.records.machine.setDatabase(tenant.id, { status: 'PENDING', error: null });
  await runtime.records.runs.request(run.id, 'retry');
}

/** @throws AppError `invalid_state` when the data plane is ready or being worked on: rolling back is for what did not come up. */
export async function rollBackProvisioning(runtime: Deps, slug: string): Promise<{ runId: string }> {
  const tenant = await tenantWithDatabase(runtime, slug);
  const state = await runtime.records.machine.database(tenant.id);
  if (state?.status === 'READY') throw new AppError('invalid_state', { params: { state: 'READY' } });
  const live = await runtime.records.runs.latestFor(slug, PROVISION_KIND);
  if (live?.status === 'running') throw new AppError('invalid_state', { params: { state: 'running' } });
  if (live && (live.status === 'queued' || live.status === 'paused')) await runtime.records.runs.request(live.id, 'withdraw');
  const run = await runtime.records.runs.create({
    kind: ROLLBACK_KIND,
    tenant: slug,
    params: { tenantId: tenant.id, slug, serverId: tenant.database?.serverId ?? '' },
    steps: [...ROLLBACK_STEPS],
    uniqueKey: tenantRunKey(tenant.id),
  });
  if (run.kind !== ROLLBACK_KIND) throw new AppError('invalid_state', { params: { state: run.status } });
  await runtime.records.machine.setDatabase(tenant.id, { status: 'DELETING' });
  return { runId: run.id };
}

async function tenantWithDatabase(runtime: Deps, slug: string): Promise<TenantConfig> {
  const tenant = await runtime.store.config.tenants.get(slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  if (!tenant.database) throw new AppError('tenant_no_database', { params: { tenant: slug } });
  return tenant;
}
