import { AppError, invalidField } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import type { ServerConfig, ServerHealth } from '@/lib/model/server';
import type { Store } from '@/lib/store/ports';

export interface PlacementCandidate {
  server: ServerConfig;
  health: ServerHealth | null;
  tenants: number;
}

/** Connections of the budget not in use, per tenant that shares them: the larger, the more room. */
function room(candidate: PlacementCandidate): number {
  const used = candidate.health?.connections?.used ?? 0;
  return (candidate.server.maxConnections - Math.min(used, candidate.server.maxConnections)) / (candidate.tenants + 1);
}

/**
 * Which server a new tenant goes to. A given id must exist and take tenants; none means the
 * default; `auto` means active, not cordoned, healthy, most room left.
 * @throws AppError `no_placement`, `validation_failed` (`database.serverId`).
 */
export function choosePlacement(requested: string | undefined, candidates: readonly PlacementCandidate[]): ServerConfig {
  if (requested === 'auto') {
    const fit = candidates.filter((c) => c.server.isActive && !c.server.cordoned && c.health?.status === 'HEALTHY');
    const best = fit.sort((a, b) => room(b) - room(a) || a.server.id.localeCompare(b.server.id))[0];
    if (!best) throw new AppError('no_placement');
    return best.server;
  }
  const chosen = requested ? candidates.find((c) => c.server.id === requested) : candidates.find((c) => c.server.isDefault);
  if (!chosen) {
    if (requested) throw invalidField('database.serverId', 'serverUnknown');
    throw new AppError('no_placement');
  }
  if (!chosen.server.isActive) throw invalidField('database.serverId', 'serverInactive');
  if (chosen.server.cordoned) throw invalidField('database.serverId', 'serverCordoned');
  return chosen.server;
}

/** The isolation asked for, if the server's engine has it; else the engine's usual one. */
export function chooseIsolation(store: Pick<Store, 'adapter'>, server: Pick<ServerConfig, 'driver'>, requested: Isolation | undefined): Isolation {
  const adapter = store.adapter(server.driver);
  if (!requested) return adapter.defaultIsolation;
  if (!adapter.isolations.includes(requested)) throw invalidField('database.isolation', 'isolationUnsupported');
  return requested;
}
