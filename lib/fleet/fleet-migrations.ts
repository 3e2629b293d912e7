import pLimit from 'p-limit';
import { isAppError } from '@/lib/errors';
import type { FleetMigrations, MigrationState } from '@/lib/model/migration';
import type { Runtime } from '@/lib/runtime';
import type { AppliedVersion } from '@/lib/store/ports';
import { stateOfMark } from './compare-migrations';

const SERVERS_AT_ONCE = 8;
const PAGE = 200;

interface Placed {
  id: string;
  serverId: string;
}

type ServerMarks = { serverId: string; marks: Map<string, AppliedVersion> | null; code: string };

/** Where the fleet stands: one statement per server, whatever the number of tenants. A server that does not answer costs only itself. */
export async function fleetMigrations(runtime: Pick<Runtime, 'store' | 'records'>): Promise<FleetMigrations> {
  const [tenants, servers, failed] = await Promise.all([placedTenants(runtime), runtime.store.config.servers.list(), runtime.records.machine.failedIds()]);
  const limit = pLimit(SERVERS_AT_ONCE);
  const used = new Set(tenants.map((tenant) => tenant.serverId));
  const marks = await Promise.all(servers.filter((server) => used.has(server.id)).map((server) => limit(() => marksOf(runtime, server.id, server.driver))));
  const marksByServer = new Map(marks.map((one) => [one.serverId, one.marks]));
  const driverOf = new Map<string, string>(servers.map((server) => [server.id, server.driver]));
  const engines = await Promise.all(
    runtime.store.drivers().map(async ({ driver }) => ({ engine: driver, shipped: await runtime.store.adapter(driver).migrations() })),
  );
  const counts: Record<MigrationState, number> = { upToDate: 0, pending: 0, failed: 0, drifted: 0, unknown: 0 };
  const at = new Map<string, number>();
  const failedIds = new Set(failed);
  for (const { id, serverId } of tenants) {
    const mark = marksByServer.get(serverId)?.get(id);
    const engine = engines.find((one) => one.engine === driverOf.get(serverId));
    if (mark?.version && engine) at.set(`${engine.engine} ${mark.version}`, (at.get(`${engine.engine} ${mark.version}`) ?? 0) + 1);
    counts[failedIds.has(id) ? 'failed' : mark && engine ? stateOfMark(engine.shipped, mark) : 'unknown'] += 1;
  }
  return {
    engines: engines.map(({ engine, shipped }) => ({
      engine,
      head: shipped.at(-1)?.version ?? '',
      versions: shipped.map((migration) => ({ ...migration, tenants: at.get(`${engine} ${migration.version}`) ?? 0 })),
    })),
    tenants: counts,
    unanswered: marks.filter((one) => one.marks === null).map(({ serverId, code }) => ({ serverId, server: servers.find((server) => server.id === serverId)?.name ?? serverId, code })),
    checkedAt: new Date().toISOString(),
  };
}

async function marksOf({ store }: Pick<Runtime, 'store'>, serverId: string, driver: string): Promise<ServerMarks> {
  try {
    const marks = await store.adapter(driver).appliedVersions(await store.serverTarget(serverId));
    return { serverId, marks: new Map(marks.map((mark) => [mark.tenantId, mark])), code: '' };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { serverId, marks: null, code: error.code };
  }
}

async function placedTenants({ store }: Pick<Runtime, 'store'>): Promise<Placed[]> {
  const placed: Placed[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.config.tenants.list({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id, database } of page.items) if (database) placed.push({ id, serverId: database.serverId });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return placed;
}
