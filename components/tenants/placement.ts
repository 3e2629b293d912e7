import type { Isolation } from '@/lib/model/common';
import type { Server } from '@/lib/model/server';
import type { CreateTenantInput } from '@/lib/model/tenant';

/** Choices of a form that are no server. */
export const AUTO = 'auto';
export const NO_DATABASE = 'none';

export interface Placement {
  /** A server's id, `auto`, or `none` for a tenant without data plane. */
  serverId: string;
  isolation: Isolation | '';
}
export interface TenantFormValues {
  name: string;
  slug: string;
  displayName: string;
  language: NonNullable<CreateTenantInput['language']>;
  database: Placement;
}

/** Isolations by engine, the usual one first (as each adapter declares them; the server has the last word). */
const ISOLATIONS: Record<Server['driver'], readonly Isolation[]> = {
  postgres: ['schema', 'database'],
  mysql: ['database'],
  sqlite: ['file'],
  mongo: [],
};

/** What can be chosen for a placement; none where the engine is not known yet. */
export function isolationsFor(servers: readonly Server[], serverId: string): readonly Isolation[] {
  const server = servers.find(({ id }) => id === serverId);
  return server ? ISOLATIONS[server.driver] : [];
}

/** Whether a server takes a new tenant at all. */
export function takesTenants(server: Server): boolean {
  return server.isActive && !server.cordoned;
}

/** Connections of a server's budget that nobody uses, if it was looked at. */
export function freeConnections(server: Server): number | null {
  const { connections } = server.health;
  return connections && Math.max(0, connections.budget - connections.ours);
}

/** The server to suggest: healthy, open, and the default one before the one with most room. */
export function recommendedServer(servers: readonly Server[]): Server | undefined {
  const fit = servers.filter((server) => takesTenants(server) && server.health.status === 'HEALTHY');
  return fit.find((server) => server.isDefault) ?? [...fit].sort((a, b) => (freeConnections(b) ?? 0) - (freeConnections(a) ?? 0))[0];
}

export function initialPlacement(servers: readonly Server[]): Placement {
  const server = recommendedServer(servers) ?? servers.find((candidate) => candidate.isDefault && takesTenants(candidate)) ?? servers.find(takesTenants);
  if (!server) return { serverId: NO_DATABASE, isolation: '' };
  return { serverId: server.id, isolation: ISOLATIONS[server.driver][0] ?? '' };
}

/** The operation's input from what the form holds. */
export function toCreateInput({ displayName, database, ...rest }: TenantFormValues): CreateTenantInput {
  return {
    ...rest,
    ...(displayName.trim() !== '' && { displayName }),
    database: database.serverId === NO_DATABASE ? null : { serverId: database.serverId, ...(database.isolation !== '' && { isolation: database.isolation }) },
  };
}
