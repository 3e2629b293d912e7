import { AppError } from '@/lib/errors';
import type { Provisioning } from '@/lib/model/run';
import type { Runtime } from '@/lib/runtime';
import { PROVISION_KIND } from './steps';

/** How far a tenant's provisioning is: the state of its database and the steps of its latest run. */
export async function provisioningOf(runtime: Pick<Runtime, 'store' | 'records'>, slug: string): Promise<Provisioning> {
  const tenant = await runtime.store.config.tenants.get(slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  if (!tenant.database) throw new AppError('tenant_no_database', { params: { tenant: slug } });
  const [state, run] = await Promise.all([runtime.records.machine.database(tenant.id), runtime.records.runs.latestFor(slug, PROVISION_KIND)]);
  return {
    status: state?.status ?? 'PENDING',
    runId: run?.id ?? null,
    attempts: run?.attempts ?? 0,
    nextAttemptAt: run?.nextAttemptAt ?? null,
    steps: run?.steps ?? [],
  };
}
