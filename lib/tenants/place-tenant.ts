import { AppError, isAppError } from '@/lib/errors';
import type { PlacementInput, Tenant, TenantConfig } from '@/lib/model/tenant';
import { requestProvisioning } from '@/lib/provisioning/request';
import type { Runtime } from '@/lib/runtime';
import { laterByReconciler } from './create-tenant';
import { getTenantView } from './list-tenants';
import { placementFor } from './placement-for';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox' | 'env'>;

/**
 * Gives a data plane to a tenant that has none: one made without, or rolled back. Written first and
 * provisioned then, as a new tenant's is.
 * @throws AppError `tenant_not_found`, `invalid_state` when it has one or is to be deleted, `precondition_failed`; what {@link placementFor} says.
 */
export async function placeTenant(runtime: Deps, slug: string, wish: PlacementInput, ifMatch: string): Promise<{ before: Tenant | null; tenant: Tenant; runId: string | null }> {
  const before = await runtime.store.config.tenants.get(slug);
  if (!before) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  assertUnplaced(before);
  const view = await getTenantView(runtime, slug);
  const { placement, undo } = await placementFor(runtime, before, wish).catch(asOfTheRoot);
  const after = await runtime.store.config.tenants
    .update(slug, ifMatch, (tenant) => {
      assertUnplaced(tenant);
      return { ...tenant, database: placement, updatedAt: new Date().toISOString() };
    })
    .catch(async (error: unknown) => {
      await undo();
      throw error;
    });
  await runtime.store.forget({ tenant: slug });
  const run = await requestProvisioning(runtime, after).catch(laterByReconciler);
  await runtime.records.events.publish({ type: 'tenant', tenant: slug, data: { slug } });
  const tenant = await getTenantView(runtime, slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  return { before: view, tenant, runId: run?.id ?? null };
}

function assertUnplaced({ database, status }: TenantConfig): void {
  if (database) throw new AppError('invalid_state', { params: { state: 'placed' } });
  if (status === 'PENDING_DELETION') throw new AppError('invalid_state', { params: { state: status } });
}

/** Here the placement is the whole input, so its fields have no `database.` before them. */
function asOfTheRoot(error: unknown): never {
  if (!isAppError(error) || error.issues.length === 0) throw error;
  const issues = error.issues.map((issue) => ({ ...issue, path: issue.path.replace(/^database\./, '') }));
  throw new AppError(error.code, { params: error.params, issues, cause: error });
}
