import type { ServerConfig, Server } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';
import type { Versioned } from '@/lib/store/ports';
import { INACTIVE, lastHealth } from './last-health';

/** Servers as the doors answer them: health and number of tenants with each; nothing sealed. */
export async function serverViews(runtime: Pick<Runtime, 'store' | 'records'>, servers: Versioned<ServerConfig>[]): Promise<Server[]> {
  const [health, counts] = await Promise.all([
    lastHealth(runtime, servers.map((server) => server.id)),
    runtime.store.config.tenants.count(),
  ]);
  const owners = new Map(
    await Promise.all(
      servers.flatMap(({ privateTo }) => (privateTo === null ? [] : [privateTo])).map(async (id) => [id, (await runtime.store.config.tenants.current(id))?.slug ?? null] as const),
    ),
  );
  return servers.map(({ passwordSealed, ...server }) => {
    const managed = runtime.store.config.servers.isManaged(server.id);
    return {
      ...server,
      managed,
      privateTenant: server.privateTo === null ? null : (owners.get(server.privateTo) ?? null),
      hasPassword: managed || passwordSealed !== null,
      tenants: counts.byServer[server.id] ?? 0,
      health: server.isActive ? health(server.id) : INACTIVE,
    };
  });
}
