import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError, isAppError } from '@/lib/errors';
import { tenantConfigSchema, type createTenantInputSchema, type Tenant } from '@/lib/model/tenant';
import { requestProvisioning } from '@/lib/provisioning/request';
import type { Runtime } from '@/lib/runtime';
import { getTenantView } from './list-tenants';
import { placementFor } from './placement-for';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox' | 'env'>;

/**
 * Writes the tenant's file and asks for its data plane. The file is the wish: should the process
 * die right after it, or the records be out of reach, the reconciler finds a tenant without a run and makes one.
 * @throws AppError `slug_taken`, `no_placement`, `validation_failed`; for a connection string of its own what {@link placementFor} says.
 */
export async function createTenant(runtime: Deps, input: z.output<typeof createTenantInputSchema>): Promise<{ tenant: Tenant; runId: string | null }> {
  const id = randomUUID();
  const now = new Date().toISOString();
  // Before a server is tried that only this tenant would have.
  if (await runtime.store.config.tenants.isTaken(input.slug)) throw slugTaken(input.slug);
  const placed = input.database === null ? null : await placementFor(runtime, { id, slug: input.slug }, input.database ?? {});
  const config = tenantConfigSchema.parse({ ...input, id, database: placed?.placement ?? null, createdAt: now, updatedAt: now });
  const created = await runtime.store.config.tenants.create(config).catch(async (error: unknown) => {
    await placed?.undo();
    throw error;
  });
  const run = created.database ? await requestProvisioning(runtime, created).catch(laterByReconciler) : null;
  await runtime.records.events.publish({ type: 'tenant', tenant: input.slug, data: { slug: input.slug } });
  const tenant = await getTenantView(runtime, input.slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: input.slug } });
  return { tenant, runId: run?.id ?? null };
}

const slugTaken = (slug: string) => new AppError('slug_taken', { params: { slug }, issues: [{ path: 'slug', message: 'slugTaken' }] });

/** The file is written: that its run cannot be asked for now is no reason to refuse. */
export function laterByReconciler(error: unknown): null {
  if (isAppError(error, 'server_unreachable')) return null;
  throw error;
}
