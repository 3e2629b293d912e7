import { eq, lt, lte, sql } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { AttemptLimits } from './ports';

export function attemptLimits({ db, tables, now }: RecordsContext): AttemptLimits {
  const t = tables.attemptLimit;
  return {
    async hit(key, limit, windowMs) {
      const moment = now();
      const endsAt = new Date(moment.getTime() + windowMs);
      const over = lte(t.endsAt, moment);
      // One statement counts and opens a new window, so that processes cannot lose each other's attempts.
      const [row] = await db.use((q) =>
        q
          .insert(t)
          .values({ key, count: 1, endsAt })
          .onConflictDoUpdate({
            target: t.key,
            set: { count: sql`case when ${over} then 1 else ${t.count} + 1 end`, endsAt: sql`case when ${over} then excluded.ends_at else ${t.endsAt} end` },
          })
          .returning(),
      );
      const current = row ?? { count: 1, endsAt };
      // Ended windows are swept by whoever opens one.
      if (current.count === 1) await db.use((q) => q.delete(t).where(lt(t.endsAt, moment)));
      const allowed = current.count <= limit;
      return { allowed, retryAfterMs: allowed ? 0 : Math.max(1, current.endsAt.getTime() - moment.getTime()) };
    },
    async clear(key) {
      await db.use((q) => q.delete(t).where(eq(t.key, key)));
    },
  };
}
