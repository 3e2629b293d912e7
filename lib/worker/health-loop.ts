import { checkServer } from '@/lib/servers/check-server';
import type { Runtime } from '@/lib/runtime';
import { startLoop, type Loop } from './loop';

const LEASE_NAME = 'health';
const KEEP_SAMPLES_MS = 30 * 86_400_000;
/** So many servers are looked at at once; a dead one takes only its own place for its own deadline. */
const PARALLEL = 16;

/** Probes each active server on the interval; one worker at a time does it, whoever holds the lease. */
export function startHealthLoop(runtime: Runtime, owner: string): Loop {
  const intervalMs = runtime.env.healthIntervalMs;
  return startLoop('health', intervalMs, runtime.log, async (signal) => {
    if (!(await runtime.records.leases.acquire(LEASE_NAME, owner, intervalMs * 3))) return;
    const queue = (await runtime.store.config.servers.list()).filter((server) => server.isActive);
    const next = async (): Promise<void> => {
      for (let server = queue.shift(); server && !signal.aborted; server = queue.shift()) {
        const { id } = server;
        await checkServer(runtime, id, true).catch((error: unknown) => runtime.log.warn({ err: error, server: id }, 'health could not be recorded'));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, next));
    await runtime.records.health.prune(KEEP_SAMPLES_MS);
  });
}
