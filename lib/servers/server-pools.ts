import type { ProcessPools, ServerPools } from '@/lib/model/pool';
import type { Runtime } from '@/lib/runtime';

type Deps = Pick<Runtime, 'store' | 'env'>;

/** The worker is on this machine; one that takes longer is not worth waiting for. */
const WORKER_DEADLINE_MS = 1_000;
const METRICS = { open: 'tenantry_pool_open', idle: 'tenantry_pool_idle', waiting: 'tenantry_pool_waiting', created: 'tenantry_pool_created_total', budget: 'tenantry_pool_budget' } as const;

/** What this process and, where it can be asked, the worker hold open on a server. */
export async function serverPools(runtime: Deps, server: { id: string; name: string }): Promise<ServerPools> {
  return { processes: [ownPools(runtime, server.id), await workerPools(runtime, server.name)] };
}

function ownPools({ store }: Deps, id: string): ProcessPools {
  const found = store.poolTotals().find((one) => one.serverId === id);
  if (!found) return { process: 'web', state: 'unused', totals: null, pools: [] };
  const { serverId: _server, ...totals } = found;
  const pools = store.pools().flatMap(({ serverId, ...pool }) => (serverId === id ? [pool] : []));
  return { process: 'web', state: 'known', totals, pools };
}

async function workerPools({ env }: Deps, name: string): Promise<ProcessPools> {
  const worker = { process: 'worker', totals: null, pools: [] } as const;
  if (env.workerMetricsPort === undefined) return { ...worker, pools: [], state: 'unknown' };
  const text = await fetch(`http://${env.host}:${env.workerMetricsPort}/metrics`, {
    signal: AbortSignal.timeout(WORKER_DEADLINE_MS),
    headers: env.metricsToken ? { authorization: `Bearer ${env.metricsToken}` } : {},
  }).then(
    (response) => (response.ok ? response.text() : null),
    () => null,
  );
  if (text === null) return { ...worker, pools: [], state: 'silent' };
  const totals = totalsIn(text, name);
  return { ...worker, pools: [], state: totals ? 'known' : 'unused', totals };
}

/** One server's numbers out of Prometheus' text format; null where it has none. */
export function totalsIn(text: string, server: string): ProcessPools['totals'] {
  // A label's value has backslash, quote and line feed escaped (Prometheus, "Exposition formats").
  const label = server.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  const lines = text.split('\n');
  const valueOf = (metric: string): number | null => {
    const line = lines.find((one) => one.startsWith(`${metric}{server="${label}"}`));
    return line === undefined ? null : Number(line.slice(line.lastIndexOf(' ') + 1));
  };
  const [open, idle, waiting, created, budget] = [valueOf(METRICS.open), valueOf(METRICS.idle), valueOf(METRICS.waiting), valueOf(METRICS.created), valueOf(METRICS.budget)];
  if (open === null || budget === null) return null;
  return { open, idle: idle ?? 0, waiting: waiting ?? 0, created: created ?? 0, budget };
}
