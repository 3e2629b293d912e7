import { asc, desc, eq, gt, lte, or, sql } from 'drizzle-orm';
import { AppError } from '@/lib/errors';
import type { CopiedChange, ConfigCopyRecords, Installation } from './config-copy-ports';
import { isoOrNull, type RecordsContext } from './context';
import type { TransactionQueries } from './db';

const LOCK = 'config-copy';
const ROW = 1;
const DAY_MS = 86_400_000;
/** Files read at a time. */
const PAGE = 500;

/** The control plane's copy in the global database, and whose it is. */
export function configCopyRecords(context: RecordsContext): ConfigCopyRecords {
  const { db, tables, now } = context;
  const { configChange: c, configFile: f, installation: i } = tables;
  const toInstallation = (row: typeof i.$inferSelect): Installation => ({
    id: row.id,
    host: row.host,
    since: row.since.toISOString(),
    comparedAt: isoOrNull(row.comparedAt),
    differences: row.differences,
    differedAt: isoOrNull(row.differedAt),
  });
  async function installation(): Promise<Installation | null> {
    const [row] = await db.use((q) => q.select().from(i).where(eq(i.row, ROW)));
    return row ? toInstallation(row) : null;
  }
  return {
    installation,
    async claim(id, host) {
      await db.use((q) => q.insert(i).values({ row: ROW, id, host, since: now(), differences: 0 }).onConflictDoNothing());
      const owner = await installation();
      if (!owner) throw new AppError('internal');
      return owner;
    },
    async adopt(id, host) {
      const set = { id, host, since: now() };
      await db.use((q) => q.insert(i).values({ row: ROW, ...set, differences: 0 }).onConflictDoUpdate({ target: i.row, set }));
    },
    apply: (installationId, changes) =>
      db.transaction(async (tx) => {
        await tx.lock(LOCK);
        await assertOwner(context, tx, installationId);
        for (const change of changes) await applyOne(context, tx, change);
      }),
    async manifest() {
      const rows = await db.use((q) => q.select({ path: f.path, sha256: f.sha256 }).from(f));
      return new Map(rows.map(({ path, sha256 }) => [path, sha256]));
    },
    async files(after) {
      const rows = await db.use((q) => q.select().from(f).where(gt(f.path, after)).orderBy(asc(f.path)).limit(PAGE));
      return rows.map(({ path, content, encoding, sha256, version }) => ({ path, bytes: Buffer.from(content, encoding), sha256, version }));
    },
    async prune({ olderThanDays, keep, max }) {
      const [newest] = await db.use((q) => q.select({ seq: c.seq }).from(c).orderBy(desc(c.seq)).limit(1));
      const before = new Date(now().getTime() - olderThanDays * DAY_MS);
      const oldest = await db.use((q) => q.select({ seq: c.seq, copiedAt: c.copiedAt }).from(c).orderBy(asc(c.seq)).limit(max));
      // Numbers grow with time: those that may go are the first ones.
      const last = oldest.findLast(({ seq, copiedAt }) => copiedAt < before || seq <= (newest?.seq ?? 0) - keep);
      if (!last) return 0;
      return (await db.use((q) => q.delete(c).where(lte(c.seq, last.seq)).returning({ seq: c.seq }))).length;
    },
    async compared(installationId, differences) {
      const found = differences > 0 ? { differences, differedAt: now() } : {};
      await db.use((q) => q.update(i).set({ comparedAt: now(), ...found }).where(eq(i.id, installationId)));
    },
  };
}

/** In the same transaction as what is written: another that took the copy over meanwhile is never overwritten. */
async function assertOwner({ tables: { installation: i } }: RecordsContext, tx: TransactionQueries, installationId: string): Promise<void> {
  const [owner] = await tx.select({ id: i.id }).from(i).where(eq(i.row, ROW));
  if (owner?.id !== installationId) throw new AppError('invalid_state', { params: { state: 'foreign' } });
}

async function applyOne({ tables: { configFile: f, configChange: c }, now }: RecordsContext, tx: TransactionQueries, change: CopiedChange): Promise<void> {
  const { path, content, sha256 } = change;
  const changedAt = new Date(change.at);
  const [before] = await tx.select({ sha256: f.sha256, version: f.version }).from(f).where(eq(f.path, path));
  // A change that was found by looking may be told of by its writer too.
  if (content !== null && before?.sha256 === sha256) return;
  const noted = await tx.insert(c).values({ entryId: change.id, path, sha256, changedAt, copiedAt: now() }).onConflictDoNothing().returning({ seq: c.seq });
  if (noted.length === 0) return;
  if (content === null || sha256 === null) {
    const below = `${path}/`;
    await tx.delete(f).where(or(eq(f.path, path), sql`substr(${f.path}, 1, ${sql.raw(String(below.length))}) = ${below}`));
    return;
  }
  const set = { content, encoding: change.encoding, sha256, changedAt, version: (before?.version ?? 0) + 1 };
  await tx.insert(f).values({ path, ...set }).onConflictDoUpdate({ target: f.path, set });
}
