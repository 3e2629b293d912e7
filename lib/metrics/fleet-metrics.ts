import { Counter, Gauge, type Registry } from 'prom-client';
import type { ConfigCopy } from '@/lib/config-copy/config-copy';
import { copyLag } from '@/lib/config-copy/copy-lag';
import { HEALTH_STATUSES } from '@/lib/model/server';
import type { Records } from '@/lib/records/ports';
import type { Store } from '@/lib/store/ports';

export interface FleetSources {
  store: Pick<Store, 'config'>;
  records: Pick<Records, 'health' | 'machine' | 'numbers'>;
  /** Null where there is no global database. */
  configCopy: Pick<ConfigCopy, 'lag'> | null;
}

/** Records that take longer than this are away, for a scrape. */
const DEADLINE_MS = 3_000;

/**
 * Numbers of the whole console, read from files and records at each scrape: with several web servers
 * each tells the same truth. Without the records theirs are left out, and `tenantry_records_up` is 0.
 * @returns reads them anew
 */
export function fleetMetrics(registry: Registry, sources: FleetSources): () => Promise<void> {
  const registers = [registry];
  const up = new Gauge({ name: 'tenantry_records_up', help: "1 when the console's records answered.", registers });
  const tenants = new Gauge({ name: 'tenantry_tenants', help: 'Tenants by status.', labelNames: ['status'], registers });
  const databases = new Gauge({ name: 'tenantry_tenant_databases', help: "Tenants' databases by status.", labelNames: ['status'], registers });
  const health = new Gauge({ name: 'tenantry_server_health', help: '1 for the status that the server has, 0 for the others.', labelNames: ['server', 'status'], registers });
  const latency = new Gauge({ name: 'tenantry_server_latency_seconds', help: 'Time of the last probe that was answered.', labelNames: ['server'], registers });
  const runs = new Gauge({ name: 'tenantry_runs', help: 'Runs kept, by kind and status.', labelNames: ['kind', 'status'], registers });
  const audit = new Counter({ name: 'tenantry_audit_rows_total', help: 'Rows appended to the audit chain.', registers });
  const events = new Gauge({ name: 'tenantry_live_events', help: 'Live events kept for browsers to resume from.', registers });
  const refreshCopy = sources.configCopy ? copyMetrics(registry, sources.configCopy) : null;
  const ofRecords = [databases, health, latency, runs, audit, events];

  return async () => {
    const [counts, servers] = await Promise.all([sources.store.config.tenants.count(), sources.store.config.servers.list(), refreshCopy?.()]);
    const active = servers.filter((server) => server.isActive);
    const found = await within(DEADLINE_MS, () => readRecords(sources.records, active.map(({ id }) => id)));
    tenants.reset();
    for (const [status, n] of Object.entries(counts.byStatus)) tenants.set({ status }, n);
    for (const metric of ofRecords) metric.reset();
    up.set(found ? 1 : 0);
    if (!found) {
      // A reset leaves what has no label at 0, which would be a lie.
      audit.remove();
      events.remove();
      return;
    }
    for (const [status, n] of Object.entries(found.databases)) databases.set({ status }, n);
    for (const { id, name: server } of active) {
      const latest = found.health.get(id);
      for (const status of HEALTH_STATUSES) health.set({ server, status }, (latest?.status ?? 'UNKNOWN') === status ? 1 : 0);
      if (latest && latest.latencyMs !== null) latency.set({ server }, latest.latencyMs / 1_000);
    }
    for (const { kind, status, n } of found.numbers.runs) runs.set({ kind, status }, n);
    audit.inc(found.numbers.auditRows);
    events.set(found.numbers.liveEvents);
  };
}

/** Told from the files: while the database is away it is then that they matter. */
function copyMetrics(registry: Registry, copy: Pick<ConfigCopy, 'lag'>): () => Promise<void> {
  const registers = [registry];
  const waiting = new Gauge({ name: 'tenantry_config_copy_waiting', help: 'Changes of files that wait to be copied to the global database.', registers });
  const lag = new Gauge({ name: 'tenantry_config_copy_lag_seconds', help: 'Age of the oldest change that waits; 0 without one.', registers });
  return async () => {
    const behind = await copyLag(copy);
    waiting.set(behind.waiting);
    lag.set(behind.lagSeconds);
  };
}

async function readRecords(records: FleetSources['records'], serverIds: readonly string[]) {
  const [numbers, databases, health] = await Promise.all([records.numbers(), records.machine.countByStatus(), records.health.latest(serverIds)]);
  return { numbers, databases, health };
}

/** Null when it failed or took too long. */
async function within<T>(ms: number, work: () => Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work().catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
