import { and, eq, isNull, lt } from 'drizzle-orm';
import type { RecordsTables } from '@/drizzle/schema/tables';
import type { RecordsContext } from './context';
import type { PlanRecords, StoredPlan } from './ports';

export function planRecords({ db, tables, now }: RecordsContext): PlanRecords {
  const t = tables.plan;
  return {
    async create({ ttlMs, ...plan }) {
      const createdAt = now();
      const row = { ...plan, runId: null, createdAt, expiresAt: new Date(createdAt.getTime() + ttlMs) };
      await db.use((q) => q.insert(t).values(row));
      return toPlan(row);
    },
    async get(id) {
      const [row] = await db.use((q) => q.select().from(t).where(eq(t.id, id)));
      return row ? toPlan(row) : null;
    },
    async setBody(id, body) {
      return (await db.use((q) => q.update(t).set({ body }).where(and(eq(t.id, id), isNull(t.runId))).returning({ id: t.id }))).length > 0;
    },
    attach: (id, runId) =>
      db.transaction(async (q) => {
        await q.lock('plan');
        const others = await q.select({ id: t.id }).from(t).where(eq(t.runId, runId));
        if (others.length > 0) return others[0]?.id === id;
        return (await q.update(t).set({ runId }).where(and(eq(t.id, id), isNull(t.runId))).returning({ id: t.id })).length > 0;
      }),
    async prune() {
      await db.use((q) => q.delete(t).where(lt(t.expiresAt, now())));
    },
  };
}

function toPlan(row: RecordsTables['plan']['$inferSelect']): StoredPlan {
  return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}
