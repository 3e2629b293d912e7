import { randomBytes } from 'node:crypto';
import { AppError } from '@/lib/errors';
import type { ServerConfig, ServerHealth } from '@/lib/model/server';
import type { PlacementInput, TenantPlacement } from '@/lib/model/tenant';
import type { Runtime } from '@/lib/runtime';
import { chooseIsolation, choosePlacement } from '@/lib/servers/placement';
import { createOwnServer, removeOwnServer } from './own-server';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox' | 'env'>;

/**
 * Where a tenant's data plane goes: a registered server, or one of its own that is tried and registered here.
 * @returns the placement, and how to take back what was registered should it not be used.
 * @throws AppError `no_placement`, `validation_failed`, `capability_unsupported` where there is no database server at all; for a connection string also `host_denied`, `unknown_driver`,
 *   `server_unreachable`, `server_auth_failed`, `server_privilege_missing`, `needs_direct_connection`.
 */
export async function placementFor(runtime: Deps, tenant: { id: string; slug: string }, wish: PlacementInput): Promise<{ placement: TenantPlacement; undo(): Promise<void> }> {
  const server = wish.dsn === undefined ? await registered(runtime, wish.serverId) : await createOwnServer(runtime, tenant, wish.dsn, wish.isolation);
  const isolation = chooseIsolation(runtime.store, server, wish.isolation);
  const names = runtime.store.adapter(server.driver).physicalNames(tenant, isolation);
  // A pool of its own logs in as the tenant; where the database is shared the role cannot log in at all.
  const password = isolation === 'database' && names.role ? randomBytes(24).toString('base64url') : null;
  const passwordSealed = password === null ? null : runtime.secretbox.seal(password, `tenant/${tenant.id}/database.password`);
  return {
    placement: { serverId: server.id, isolation, ...names, passwordSealed },
    undo: async () => {
      if (wish.dsn !== undefined) await removeOwnServer(runtime, server.id);
    },
  };
}

async function registered(runtime: Deps, serverId: string | undefined): Promise<ServerConfig> {
  const [all, counts] = await Promise.all([runtime.store.config.servers.list(), runtime.store.config.tenants.count()]);
  if (all.length === 0) throw new AppError('capability_unsupported', { params: { capability: 'tenantDatabase' } });
  const servers = all.filter((server) => server.privateTo === null);
  // Only the automatic choice looks at health: any other must not depend on the records.
  const health = serverId === 'auto' ? await runtime.records.health.latest(servers.map((server) => server.id)) : new Map<string, ServerHealth>();
  return choosePlacement(
    serverId,
    servers.map((server) => ({ server, health: health.get(server.id) ?? null, tenants: counts.byServer[server.id] ?? 0 })),
  );
}
