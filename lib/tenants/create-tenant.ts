import { randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError, isAppError } from '@/lib/errors';
import { tenantConfigSchema, type createTenantInputSchema, type Tenant, type TenantPlacement } from '@/lib/model/tenant';
import type { ServerHealth } from '@/lib/model/server';
import { requestProvisioning } from '@/lib/provisioning/request';
import type { Runtime } from '@/lib/runtime';
import { chooseIsolation, choosePlacement } from '@/lib/servers/placement';
import { getTenantView } from './list-tenants';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox'>;

/**
 * Writes the tenant's file and asks for its data plane. The file is the wish: should the process
 * die right after it, or the records be out of reach, the reconciler finds a tenant without a run and makes one.
 * @throws AppError `slug_taken`, `no_placement`, `validation_failed`; `capability_unsupported` where there is no database server at all.
 */
export async function createTenant(runtime: Deps, input: z.output<typeof createTenantInputSchema>): Promise<{ tenant: Tenant; runId: string | null }> {
  const id = randomUUID();
  const now = new Date().toISOString();
  const database = input.database === null ? null : await place(runtime, { id, slug: input.slug }, input.database ?? {});
  const config = tenantConfigSchema.parse({ ...input, id, database, createdAt: now, updatedAt: now });
  const created = await runtime.store.config.tenants.create(config);
  const run = created.database ? await requestProvisioning(runtime, created).catch(laterByReconciler) : null;
  await runtime.records.events.publish({ type: 'tenant', tenant: input.slug, data: { slug: input.slug } });
  const tenant = await getTenantView(runtime, input.slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: input.slug } });
  return { tenant, runId: run?.id ?? null };
}

/** The file is written: that its run cannot be asked for now is no reason to refuse. */
function laterByReconciler(error: unknown): null {
  if (isAppError(error, 'server_unreachable')) return null;
  throw error;
}

async function place(runtime: Deps, tenant: { id: string; slug: string }, wish: { serverId?: string; isolation?: TenantPlacement['isolation'] }): Promise<TenantPlacement> {
  const [servers, counts] = await Promise.all([runtime.store.config.servers.list(), runtime.store.config.tenants.count()]);
  if (servers.length === 0) throw new AppError('capability_unsupported', { params: { capability: 'tenantDatabase' } });
  // Only the automatic choice looks at health: any other must not depend on the records.
  const health = wish.serverId === 'auto' ? await runtime.records.health.latest(servers.map((server) => server.id)) : new Map<string, ServerHealth>();
  const server = choosePlacement(
    wish.serverId,
    servers.map((candidate) => ({ server: candidate, health: health.get(candidate.id) ?? null, tenants: counts.byServer[candidate.id] ?? 0 })),
  );
  const isolation = chooseIsolation(runtime.store, server, wish.isolation);
  const names = runtime.store.adapter(server.driver).physicalNames(tenant, isolation);
  // A pool of its own logs in as the tenant; where the database is shared the role cannot log in at all.
  const password = isolation === 'database' && names.role ? randomBytes(24).toString('base64url') : null;
  return {
    serverId: server.id,
    isolation,
    ...names,
    passwordSealed: password === null ? null : runtime.secretbox.seal(password, `tenant/${tenant.id}/database.password`),
  };
}
