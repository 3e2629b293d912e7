import { and, asc, count, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { RecordsTables } from '@/drizzle/schema/tables';
import { isAppError } from '@/lib/errors';
import { DATABASE_STATUSES, type DatabaseStatus } from '@/lib/model/tenant';
import { isoOrNull, type RecordsContext } from './context';
import type { MachineState, TenantDatabaseState } from './ports';

/** Ids asked for in one statement; SQLite takes at most 32,766 values. */
const CHUNK = 1_000;
/** Tenants whose last state is kept in memory; the one seen longest ago goes first. */
const REMEMBERED = 100_000;

export function machineState({ db, tables, now }: RecordsContext): MachineState {
  const t = tables.tenantDatabase;
  const memory = new Map<string, TenantDatabaseState>();
  const remember = (state: TenantDatabaseState) => {
    memory.delete(state.tenantId);
    memory.set(state.tenantId, state);
    const oldest = memory.keys().next();
    if (memory.size > REMEMBERED && !oldest.done) memory.delete(oldest.value);
    return state;
  };
  const databases = async (tenantIds: readonly string[]) => {
    const found = new Map<string, TenantDatabaseState>();
    for (let start = 0; start < tenantIds.length; start += CHUNK) {
      const rows = await db.use((q) => q.select().from(t).where(inArray(t.tenantId, tenantIds.slice(start, start + CHUNK))));
      for (const row of rows) found.set(row.tenantId, remember(toState(row)));
    }
    return found;
  };
  return {
    database: async (tenantId) => (await databases([tenantId])).get(tenantId) ?? null,
    databases,
    async lastKnown(tenantIds) {
      try {
        return { states: await databases(tenantIds), stale: false };
      } catch (error) {
        if (!isAppError(error, 'server_unreachable')) throw error;
        const known = tenantIds.flatMap((id) => memory.get(id) ?? []);
        return { states: new Map(known.map((state) => [state.tenantId, state])), stale: true };
      }
    },
    async setDatabase(tenantId, { status, error }) {
      const set = { status, error: error ?? null, updatedAt: now() };
      await db.use((q) => q.insert(t).values({ tenantId, ...set }).onConflictDoUpdate({ target: t.tenantId, set }));
    },
    async setMigrationError(tenantId, error) {
      const ready = and(eq(t.tenantId, tenantId), eq(t.status, 'READY'));
      await db.use((q) => q.update(t).set({ error, updatedAt: now() }).where(error === null ? and(ready, isNotNull(t.error)) : ready));
    },
    failedIds: async () =>
      (await db.use((q) => q.select({ id: t.tenantId }).from(t).where(or(eq(t.status, 'ERROR'), and(eq(t.status, 'READY'), isNotNull(t.error)))))).map((row) => row.id),
    async setCounts(tenantId, counts) {
      await db.use((q) => q.update(t).set({ ...counts, countedAt: now() }).where(eq(t.tenantId, tenantId)));
    },
    async removeDatabase(tenantId) {
      await db.use((q) => q.delete(t).where(eq(t.tenantId, tenantId)));
    },
    async countByStatus() {
      const rows = await db.use((q) => q.select({ status: t.status, n: count() }).from(t).groupBy(t.status));
      const counts = Object.fromEntries(DATABASE_STATUSES.map((status) => [status, 0])) as Record<DatabaseStatus, number>;
      for (const row of rows) counts[row.status] = row.n;
      return counts;
    },
    idsByStatus: async (status) =>
      (await db.use((q) => q.select({ id: t.tenantId }).from(t).where(eq(t.status, status)).orderBy(asc(t.tenantId)))).map((row) => row.id),
  };
}

function toState(row: RecordsTables['tenantDatabase']['$inferSelect']): TenantDatabaseState {
  return { ...row, countedAt: isoOrNull(row.countedAt), updatedAt: row.updatedAt.toISOString() };
}
