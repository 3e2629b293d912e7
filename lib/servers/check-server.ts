import type { ServerHealth } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';
import type { ServerProbe } from '@/lib/store/ports';

/** A probe that takes longer says so and costs only its own server. */
export const PROBE_DEADLINE_MS = 5_000;

/**
 * Probes one server now, keeps the sample and tells whoever watches.
 * @param smooth hysteresis for the periodic probe: one bad look at a server that was well only
 *   marks it when the next look agrees. What an operator asks for is answered as it is.
 */
export async function checkServer(runtime: Pick<Runtime, 'store' | 'records'>, serverId: string, smooth = false): Promise<ServerHealth> {
  const target = await runtime.store.serverTarget(serverId);
  const previous = (await runtime.records.health.latest([serverId])).get(serverId);
  let probe = await runtime.store.adapter(target.driver).probe(target, PROBE_DEADLINE_MS);
  if (smooth && previous?.status === 'HEALTHY' && probe.status !== 'HEALTHY') {
    probe = await runtime.store.adapter(target.driver).probe(target, PROBE_DEADLINE_MS);
  }
  const health = await runtime.records.health.record(serverId, toHealth(probe, target.maxConnections));
  await runtime.records.events.publish({
    type: 'health',
    data: { serverId, status: health.status, latencyMs: health.latencyMs, changed: previous?.status !== health.status },
  });
  return health;
}

function toHealth(probe: ServerProbe, budget: number): Omit<ServerHealth, 'since'> {
  return {
    status: probe.status,
    reason: probe.reason,
    // How long a refusal took says nothing of how quick the server is.
    latencyMs: probe.status === 'UNHEALTHY' ? null : probe.latencyMs,
    version: probe.version,
    connections: probe.connections && { ...probe.connections, budget },
    checkedAt: new Date().toISOString(),
  };
}
