import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { RecordsTables } from '@/drizzle/schema/tables';
import type { ServerHealth } from '@/lib/model/server';
import type { RecordsContext } from './context';
import type { HealthRecords } from './ports';

export function healthRecords({ db, tables, now }: RecordsContext): HealthRecords {
  const { serverHealth: t, healthSample: s } = tables;
  return {
    record: (serverId, health) =>
      db.transaction(async (tx) => {
        const { status, reason, latencyMs, version, connections } = health;
        const at = health.checkedAt === null ? now() : new Date(health.checkedAt);
        const values = { status, reason, latencyMs, version, connections, checkedAt: at };
        const [row] = await tx
          .insert(t)
          .values({ serverId, since: at, ...values })
          // Atomic: two monitors cannot both think that they saw the change.
          .onConflictDoUpdate({ target: t.serverId, set: { ...values, since: sql`case when ${t.status} = excluded.status then ${t.since} else excluded.since end` } })
          .returning();
        await tx.insert(s).values({ serverId, at, status, latencyMs, used: connections?.used ?? null, max: connections?.max ?? null, ours: connections?.ours ?? null });
        return toHealth(row ?? { serverId, since: at, ...values });
      }),
    async latest(serverIds) {
      if (serverIds.length === 0) return new Map();
      const rows = await db.use((q) => q.select().from(t).where(inArray(t.serverId, [...serverIds])));
      return new Map(rows.map((row) => [row.serverId, toHealth(row)]));
    },
    /** The newest `limit` samples since that moment (epoch, ms), oldest first. */
    async samples(serverId, fromMs, limit) {
      const rows = await db.use((q) => q.select().from(s).where(and(eq(s.serverId, serverId), gte(s.at, new Date(fromMs)))).orderBy(desc(s.at), desc(s.id)).limit(limit));
      return rows.reverse().map(({ at, status, latencyMs, used, max, ours }) => ({ at: at.toISOString(), status, latencyMs, used, max, ours }));
    },
    remove: (serverId) =>
      db.transaction(async (tx) => {
        await tx.delete(t).where(eq(t.serverId, serverId));
        await tx.delete(s).where(eq(s.serverId, serverId));
      }),
    async prune(olderThanMs) {
      await db.use((q) => q.delete(s).where(lt(s.at, new Date(now().getTime() - olderThanMs))));
    },
  };
}

function toHealth(row: RecordsTables['serverHealth']['$inferSelect']): ServerHealth {
  const { status, reason, latencyMs, version, connections } = row;
  return { status, reason, latencyMs, version, connections, since: row.since.toISOString(), checkedAt: row.checkedAt.toISOString() };
}
