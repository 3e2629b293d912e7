import type { Isolation } from '@/lib/model/common';
import type { Server } from '@/lib/model/server';
import type { CreateTenantInput, PlacementInput } from '@/lib/model/tenant';

/** Choices of a form that are no server. */
export const AUTO = 'auto';
export const NO_DATABASE = 'none';
export const OWN_SERVER = 'own';

export interface Placement {
  /** A server's id, `auto`, `own` for one that only this tenant uses, or `none` for a tenant without data plane. */
  serverId: string;
  isolation: Isolation | '';
  /** Connection string of its own server. */
  dsn: string;
}
export interface TenantFormValues {
  name: string;
  slug: string;
  displayName: string;
  language: NonNullable<CreateTenantInput['language']>;
  /** Slug of a tenant to begin as; empty for none. */
  cloneFrom: string;
  database: Placement;
}

/** Isolations by engine, the usual one first (as each adapter declares them; the server has the last word). */
const ISOLATIONS: Record<Server['driver'], readonly Isolation[]> = {
  postgres: ['schema', 'database'],
  mysql: ['database'],
  sqlite: ['file'],
  mongo: [],
};

const DRIVER_OF_SCHEME: Record<string, Server['driver']> = { postgres: 'postgres', postgresql: 'postgres', mysql: 'mysql', file: 'sqlite' };

/** What can be chosen for a placement; none where the engine is not known yet. */
export function isolationsFor(servers: readonly Server[], { serverId, dsn }: Pick<Placement, 'serverId' | 'dsn'>): readonly Isolation[] {
  const driver = serverId === OWN_SERVER ? DRIVER_OF_SCHEME[dsn.trim().split(':')[0]?.toLowerCase() ?? ''] : servers.find(({ id }) => id === serverId)?.driver;
  return driver ? ISOLATIONS[driver] : [];
}

/** A placement with an isolation that what was chosen has. */
export function withIsolation(servers: readonly Server[], placement: Omit<Placement, 'isolation'>, kept: Placement['isolation'] = ''): Placement {
  const offered = isolationsFor(servers, placement);
  return { ...placement, isolation: kept !== '' && offered.includes(kept) ? kept : (offered[0] ?? '') };
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
  return withIsolation(servers, { serverId: server?.id ?? NO_DATABASE, dsn: '' });
}

/** What the operations take for a placement; null for no data plane. */
export function toPlacementInput({ serverId, isolation, dsn }: Placement): PlacementInput | null {
  if (serverId === NO_DATABASE) return null;
  return { ...(serverId === OWN_SERVER ? { dsn } : { serverId }), ...(isolation !== '' && { isolation }) };
}

/** The operation's input from what the form holds. */
export function toCreateInput({ displayName, database, cloneFrom, ...rest }: TenantFormValues): CreateTenantInput {
  return {
    ...rest,
    ...(displayName.trim() !== '' && { displayName }),
    ...(cloneFrom !== '' && { cloneFrom }),
    database: toPlacementInput(database),
  };
}
