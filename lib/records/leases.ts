import { and, eq, lte, or, sql } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { Leases } from './ports';

export function leases({ db, tables, now }: RecordsContext): Leases {
  const t = tables.lease;
  return {
    async acquire(name, owner, ttlMs) {
      const moment = now();
      const expiresAt = new Date(moment.getTime() + ttlMs);
      const [row] = await db.use((q) =>
        q
          .insert(t)
          .values({ name, owner, fence: 1, expiresAt })
          .onConflictDoUpdate({
            target: t.name,
            set: { owner, expiresAt, fence: sql`case when ${t.owner} = excluded.owner then ${t.fence} else ${t.fence} + 1 end` },
            setWhere: or(eq(t.owner, owner), lte(t.expiresAt, moment)),
          })
          .returning(),
      );
      return row ? { fence: row.fence } : null;
    },
    async release(name, owner) {
      // The row stays, so that the fencing number goes on from here.
      await db.use((q) => q.update(t).set({ expiresAt: new Date(0) }).where(and(eq(t.name, name), eq(t.owner, owner))));
    },
  };
}
