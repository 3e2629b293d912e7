import type { ServerConfig, ServerHealth, Server } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';
import type { Versioned } from '@/lib/store/ports';

export const NEVER_CHECKED: ServerHealth = {
  status: 'UNKNOWN',
  reason: 'never_checked',
  since: null,
  latencyMs: null,
  version: null,
  connections: null,
  checkedAt: null,
};

/** Servers as the doors answer them: health and number of tenants with each; nothing sealed. */
export async function serverViews(runtime: Pick<Runtime, 'store' | 'records'>, servers: Versioned<ServerConfig>[]): Promise<Server[]> {
  const [health, counts] = await Promise.all([
    runtime.records.health.latest(servers.map((server) => server.id)),
    runtime.store.config.tenants.count(),
  ]);
  return servers.map(({ passwordSealed, ...server }) => {
    const managed = runtime.store.config.servers.isManaged(server.id);
    return {
      ...server,
      managed,
      hasPassword: managed || passwordSealed !== null,
      tenants: counts.byServer[server.id] ?? 0,
      health: server.isActive ? (health.get(server.id) ?? NEVER_CHECKED) : { ...NEVER_CHECKED, reason: 'inactive' },
    };
  });
}
