import { asc, gt, lt, max } from 'drizzle-orm';
import type { Logger } from '@/lib/log';
import type { RecordsContext } from './context';
import type { TransactionQueries } from './db';
import type { EventLog } from './ports';
import { PublishWatch } from './publish-watch';

export type NewEvent = Parameters<EventLog['publish']>[0];

/**
 * A transaction that tells what it did: its event is written as its last statement, so that telling costs no wait for
 * the disk of its own, and this process's listeners are woken once it has committed.
 */
export type Telling = <T>(work: (tx: TransactionQueries) => Promise<{ result: T; event?: NewEvent }>) => Promise<T>;

/**
 * Live events as rows. Ids are given inside a transaction that holds one lock until it commits,
 * so they become visible in their own order: a reader that saw id 7 can never miss a 6 that commits later
 * (with a bare serial it could).
 */
export function eventLog(context: RecordsContext, log: Logger): EventLog & { telling: Telling; close(): void } {
  const { db, tables, now } = context;
  const t = tables.liveEvent;
  const latestId = async () => (await db.use((q) => q.select({ id: max(t.id) }).from(t)))[0]?.id ?? 0;
  const watch = new PublishWatch(latestId, db.listener, log);
  const telling: Telling = async (work) => {
    const { result, told } = await db.transaction(async (tx) => {
      const { event, ...done } = await work(tx);
      if (!event) return { ...done, told: null };
      const { type, tenant, data } = event;
      await tx.lock('events');
      const [row] = await tx.insert(t).values({ at: now(), type, tenant: tenant ?? null, data }).returning({ id: t.id });
      await tx.notify();
      return { ...done, told: { id: row?.id ?? 0, type, data } };
    });
    if (told) watch.published(told);
    return result;
  };
  return {
    telling,
    publish: (event) => telling(() => Promise.resolve({ result: undefined, event })),
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
