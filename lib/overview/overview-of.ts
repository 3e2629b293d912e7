import { may } from '@/lib/auth/permissions';
import type { Principal } from '@/lib/auth/principal';
import type { HealthStatus, ServerConfig } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';
import { copyNotice } from './copy-notice';
import { isAppError } from '@/lib/errors';
import { lastHealth } from '@/lib/servers/last-health';
import type { Versioned } from '@/lib/store/ports';

type Deps = Pick<Runtime, 'store' | 'records' | 'configCopy'>;
const SPARKLINE_MS = 3_600_000;
const SPARKLINE_SERVERS = 12;

/** Everything on the overview, read now; what this principal may not see is left out. */
export async function overviewOf(runtime: Deps, principal: Principal) {
  const visible = principal.tenants ?? undefined;
  const [mode, capabilities, tenants, servers, recorded, problems] = await Promise.all([
    runtime.store.mode(),
    runtime.store.capabilities(),
    tenantCounts(runtime, principal),
    may(principal, 'servers:read') ? serverSummary(runtime) : null,
    fromRecords(() =>
      Promise.all([
        runtime.records.runs.list({ limit: 5, status: 'running', tenants: visible }),
        runtime.records.runs.list({ limit: 5, tenants: visible }),
        runtime.records.audit.list({ limit: 8, tenants: visible }),
      ]),
    ),
    principal.tenants === null ? runtime.store.config.problems() : [],
  ]);
  const [active, recent, audit] = recorded ?? [];
  return {
    mode,
    capabilities,
    tenants,
    servers,
    recordsReachable: recorded !== null,
    // Of all tenants: whoever is limited to some is not told how much goes on elsewhere.
    auditWaiting: principal.tenants === null ? await runtime.records.audit.waiting() : 0,
    copy: principal.tenants === null ? await copyNotice(runtime, recorded !== null) : null,
    runs: { active: active?.items ?? [], recent: recent?.items ?? [] },
    audit: audit?.items ?? [],
    configProblems: problems.map(({ file, line, reason }) => ({ file, line, reason })),
    at: new Date().toISOString(),
  };
}

/** What only the records know; null while they are out of reach, for the rest of the overview stands without them. */
async function fromRecords<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'server_unreachable')) return null;
    throw error;
  }
}

async function tenantCounts(runtime: Deps, principal: Principal) {
  if (principal.tenants === null) {
    const [counts, byDatabaseStatus] = await Promise.all([runtime.store.config.tenants.count(), fromRecords(() => runtime.records.machine.countByStatus())]);
    return { total: counts.total, byStatus: counts.byStatus as Record<string, number>, byDatabaseStatus: (byDatabaseStatus ?? {}) as Record<string, number> };
  }
  const page = await runtime.store.config.tenants.list({ limit: 200, slugs: principal.tenants });
  const { states } = await runtime.records.machine.lastKnown(page.items.map((tenant) => tenant.id));
  return {
    total: page.items.length,
    byStatus: tally(page.items.map((tenant) => tenant.status)),
    byDatabaseStatus: tally([...states.values()].map((state) => state.status)),
  };
}

function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

async function serverSummary(runtime: Deps) {
  const servers = (await runtime.store.config.servers.list()).filter((server) => server.isActive);
  const health = await lastHealth(runtime, servers.map((server) => server.id));
  const byHealth: Record<HealthStatus, number> = { HEALTHY: 0, DEGRADED: 0, UNHEALTHY: 0, UNKNOWN: 0 };
  for (const server of servers) byHealth[health(server.id).status] += 1;
  const shown = await Promise.all(
    servers.slice(0, SPARKLINE_SERVERS).map(async (server: Versioned<ServerConfig>) => ({
      id: server.id,
      name: server.name,
      driver: server.driver,
      health: health(server.id),
      latency: ((await fromRecords(() => runtime.records.health.samples(server.id, Date.now() - SPARKLINE_MS, 60))) ?? []).map(({ at, latencyMs }) => ({ at, latencyMs })),
    })),
  );
  return { total: servers.length, byHealth, items: shown };
}
