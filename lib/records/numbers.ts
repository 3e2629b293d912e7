import { count, eq } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { RecordNumbers } from './ports';

const HEAD = 1;

/** How much there is of what; three small statements, for metrics. */
export async function recordNumbers({ db, tables: { run, auditHead, liveEvent } }: RecordsContext): Promise<RecordNumbers> {
  const [runs, [head], [events]] = await Promise.all([
    db.use((q) => q.select({ kind: run.kind, status: run.status, n: count() }).from(run).groupBy(run.kind, run.status)),
    db.use((q) => q.select({ rows: auditHead.count }).from(auditHead).where(eq(auditHead.id, HEAD))),
    db.use((q) => q.select({ n: count() }).from(liveEvent)),
  ]);
  return { runs, auditRows: head?.rows ?? 0, liveEvents: events?.n ?? 0 };
}
