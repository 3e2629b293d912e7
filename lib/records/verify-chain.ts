import { and, asc, count, desc, eq, gt, lt, lte } from 'drizzle-orm';
import type { ChainVerdict } from '@/lib/model/audit';
import { AUDIT_HEAD, ChainWalk, GENESIS_HASH } from './audit-chain';
import type { RecordsContext } from './context';

/** Rows read at a time while walking the chain: of these alone memory is taken. */
const BATCH = 500;

/**
 * Walks the chain from its first row to the seal on its end. What is appended meanwhile is left for the next time.
 * @param anchor `<events>:<hash>` as an earlier walk told it and somebody kept: who writes the chain and its seal anew from
 *   some row on leaves it whole, and does not arrive at that hash.
 */
export async function verifyChain(context: RecordsContext, anchor?: string): Promise<ChainVerdict> {
  const noted = parseAnchor(anchor);
  const seal = await readSeal(context);
  const walk = new ChainWalk();
  const verdict = (fault: ChainVerdict['fault'], brokenAt = walk.lastId): ChainVerdict => ({ ok: false, events: walk.events, head: headOf(walk), fault, ...(brokenAt !== undefined && { brokenAt }) });
  while (walk.events < seal.count) {
    const rows = await readRows(context, walk.events, seal.count);
    // The seal knows more rows than there are.
    if (rows.length === 0) return verdict('cut');
    for (const row of rows) {
      const fault = walk.next(row);
      if (fault !== null) return verdict(fault, fault === 'missing' ? walk.lastId : row.id);
      if (noted?.events === walk.events && noted.hash !== walk.hash) return verdict('anchor', row.id);
    }
  }
  if (walk.hash !== seal.hash) return verdict('seal');
  if (noted !== null && noted.events > walk.events) return verdict('anchor');
  const stray = await strayRow(context, seal.count);
  if (stray !== null) return verdict('added', stray);
  return { ok: true, events: walk.events, head: headOf(walk) };
}

const headOf = ({ events, hash }: ChainWalk): string => `${events}:${hash}`;

function parseAnchor(anchor: string | undefined): { events: number; hash: string } | null {
  const [events, hash] = anchor?.split(':') ?? [];
  return events === undefined || hash === undefined ? null : { events: Number(events), hash };
}

async function readSeal({ db, tables: { auditHead } }: RecordsContext): Promise<{ count: number; hash: string }> {
  const [seal] = await db.use((q) => q.select().from(auditHead).where(eq(auditHead.id, AUDIT_HEAD)));
  return seal ?? { count: 0, hash: GENESIS_HASH };
}

function readRows({ db, tables: { auditEvent: t } }: RecordsContext, after: number, upTo: number) {
  return db.use((q) => q.select().from(t).where(and(gt(t.seq, after), lte(t.seq, upTo))).orderBy(asc(t.seq)).limit(BATCH));
}

/** A row beside the chain: before its first place, between two, or behind the seal. */
async function strayRow(context: RecordsContext, walked: number): Promise<string | null> {
  const { db, tables: { auditEvent: t } } = context;
  const [within] = await db.use((q) => q.select({ rows: count() }).from(t).where(lte(t.seq, walked)));
  if ((within?.rows ?? 0) !== walked) {
    const [stray] = await db.use((q) => q.select({ id: t.id }).from(t).where(lt(t.seq, 1)).limit(1));
    return stray?.id ?? '?';
  }
  // Read before the seal, which may meanwhile have grown rightly.
  const [behind] = await db.use((q) => q.select({ id: t.id, seq: t.seq }).from(t).where(gt(t.seq, walked)).orderBy(asc(t.seq)).limit(1));
  const [top] = await db.use((q) => q.select({ id: t.id, seq: t.seq }).from(t).where(gt(t.seq, walked)).orderBy(desc(t.seq)).limit(1));
  const sealed = (await readSeal(context)).count;
  return behind && top && top.seq > sealed ? (behind.seq > sealed ? behind.id : top.id) : null;
}
