import { asc, gt, lt, max } from 'drizzle-orm';
import type { Logger } from '@/lib/log';
import type { RecordsContext } from './context';
import type { EventLog } from './ports';
import { PublishWatch } from './publish-watch';

/**
 * Live events as rows. Ids are given inside a transaction that holds one lock until it commits,
 * so they become visible in their own order: a reader that saw id 7 can never miss a 6 that commits later
 * (with a bare serial it could).
 */
export function eventLog(context: RecordsContext, log: Logger): EventLog & { close(): void } {
  const { db, tables, now } = context;
  const t = tables.liveEvent;
  const latestId = async () => (await db.use((q) => q.select({ id: max(t.id) }).from(t)))[0]?.id ?? 0;
  const watch = new PublishWatch(latestId, db.listener, log);
  return {
    async publish({ type, tenant, data }) {
      await db.transaction(async (tx) => {
        await tx.lock('events');
        await tx.insert(t).values({ at: now(), type, tenant: tenant ?? null, data });
        await tx.notify();
      });
      watch.published({ type, data });
    },
    since: async (id, limit) => {
      const rows = await db.use((q) => q.select().from(t).where(gt(t.id, id)).orderBy(asc(t.id)).limit(limit));
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
    latestId,
    prune: async (olderThanMs) => {
      await db.use((q) => q.delete(t).where(lt(t.at, new Date(now().getTime() - olderThanMs))));
    },
    onPublish: (wake) => watch.subscribe(wake),
    close: () => watch.close(),
  };
}
