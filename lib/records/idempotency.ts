import { and, eq, isNull, lt, lte } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { IdempotencyRecords } from './ports';

export function idempotencyRecords({ db, tables, now }: RecordsContext): IdempotencyRecords {
  const t = tables.idempotencyKey;
  return {
    async begin(key, { owner, request, leaseMs, keepMs }) {
      const moment = now();
      const lockedUntil = new Date(moment.getTime() + leaseMs);
      const expiresAt = new Date(moment.getTime() + keepMs);
      await db.use((q) => q.delete(t).where(lt(t.expiresAt, moment)));
      // One statement takes a free key, or one whose worker died: of many at once exactly one gets it.
      const [taken] = await db.use((q) =>
        q
          .insert(t)
          .values({ key, owner, request, answer: null, lockedUntil, expiresAt })
          .onConflictDoUpdate({ target: t.key, set: { owner, request, lockedUntil, expiresAt }, setWhere: and(isNull(t.answer), lte(t.lockedUntil, moment)) })
          .returning(),
      );
      if (taken) return { status: 'begun' };
      const [found] = await db.use((q) => q.select().from(t).where(eq(t.key, key)));
      if (!found) return { status: 'gone' };
      return found.answer === null ? { status: 'running', request: found.request } : { status: 'done', request: found.request, answer: found.answer };
    },
    async finish(key, owner, answer) {
      const done = await db.use((q) => q.update(t).set({ answer }).where(and(eq(t.key, key), eq(t.owner, owner), isNull(t.answer))).returning({ key: t.key }));
      return done.length > 0;
    },
    async abandon(key, owner) {
      await db.use((q) => q.delete(t).where(and(eq(t.key, key), eq(t.owner, owner), isNull(t.answer))));
    },
  };
}
