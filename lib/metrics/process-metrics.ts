import { Counter, Gauge, type Registry } from 'prom-client';
import type { Store } from '@/lib/store/ports';

export interface ProcessSources {
  /** `web`, `worker` or `cli`. */
  role: string;
  version: string;
  store: Pick<Store, 'config' | 'poolTotals'>;
}

/** What this process holds open on each server. @returns reads it anew */
export function processMetrics(registry: Registry, { role, version, store }: ProcessSources): () => Promise<void> {
  const registers = [registry];
  new Gauge({ name: 'tenantry_build_info', help: 'Always 1; its labels say what runs.', labelNames: ['version', 'node', 'process'], registers }).set({ version, node: process.version, process: role }, 1);
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames: ['server'], registers });
  const gauges = {
    open: gauge('tenantry_pool_open', 'Connections that this process holds open on the server.'),
    idle: gauge('tenantry_pool_idle', 'Of these, the ones that nobody uses.'),
    waiting: gauge('tenantry_pool_waiting', 'Callers that wait for a connection.'),
    budget: gauge('tenantry_pool_budget', 'Connections that this process may hold on the server.'),
  };
  const created = new Counter({ name: 'tenantry_pool_created_total', help: 'Connections that this process has opened on the server.', labelNames: ['server'], registers });
  return async () => {
    const names = new Map((await store.config.servers.list()).map(({ id, name }) => [id, name]));
    const totals = store.poolTotals();
    for (const metric of [...Object.values(gauges), created]) metric.reset();
    for (const { serverId, ...numbers } of totals) {
      // One that was removed drains and is gone; it has no name any more.
      const server = names.get(serverId);
      if (server === undefined) continue;
      for (const [key, metric] of Object.entries(gauges)) metric.set({ server }, numbers[key as keyof typeof gauges]);
      created.inc({ server }, numbers.created);
    }
  };
}
