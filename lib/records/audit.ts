import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, isNull, lte } from 'drizzle-orm';
import { AppError } from '@/lib/errors';
import type { Logger } from '@/lib/log';
import type { DurableQueue } from '@/lib/spool/durable-queue';
import { auditFilterWhere, joinedAudit, toAuditEvent } from './audit-query';
import { AUDIT_HEAD, auditRowHash, GENESIS_HASH, type AuditRow } from './audit-chain';
import { auditRecorder, type AuditEntry } from './audit-spool';
import { verifyChain } from './verify-chain';
import type { RecordsContext } from './context';
import { decodeCursor, encodeCursor } from './cursor';
import type { TransactionQueries } from './db';
import type { AuditFilter, AuditIntent, AuditLog } from './ports';
import { storableText, storableTextOrNull } from './storable-text';

type NewRow = Omit<AuditRow, 'seq' | 'prevHash' | 'hash'>;
const LOCK = 'audit';

/** @param spool where what happens is kept while the records are out of reach; null: then it is refused. */
export function auditLog(context: RecordsContext, spool: DurableQueue<AuditEntry> | null, log: Logger): AuditLog {
  const recorder = auditRecorder((entries, how) => chain(context, entries, how), spool, log);
  const now = () => context.now().toISOString();
  return {
    async intent(intent) {
      const id = randomUUID();
      await recorder.record({ kind: 'intent', id, at: now(), intent });
      return { id };
    },
    outcome: (intentId, outcome) => recorder.record({ kind: 'outcome', id: randomUUID(), at: now(), intentId, outcome }),
    drain: () => recorder.drain(),
    waiting: async () => (await spool?.state())?.waiting ?? 0,
    list: (filter) => list(context, filter),
    async open(olderThanMs) {
      const { i, o, events } = joinedAudit(context);
      const before = new Date(context.now().getTime() - olderThanMs);
      const rows = await events((from) => from.where(and(eq(i.kind, 'intent'), isNull(o.id), lte(i.at, before))).orderBy(asc(i.seq)));
      return rows.map(toAuditEvent);
    },
    verify: (anchor) => verifyChain(context, anchor),
  };
}

/**
 * Appends in one transaction. `again`: they may have been chained before (then they are passed over, and so is an
 * outcome without its intent). @throws AppError `not_found` for an outcome without its intent.
 */
async function chain(context: RecordsContext, entries: readonly AuditEntry[], how: { again: boolean }): Promise<void> {
  await context.db.transaction(async (tx) => {
    await tx.lock(LOCK);
    for (const entry of entries) {
      if (entry.kind === 'intent') await appendIntent(context, tx, entry, how.again);
      else await settleIntent(context, tx, entry, how.again);
    }
  });
}

async function appendIntent(context: RecordsContext, tx: TransactionQueries, entry: Extract<AuditEntry, { kind: 'intent' }>, again: boolean): Promise<void> {
  const t = context.tables.auditEvent;
  const there = again && (await tx.select({ id: t.id }).from(t).where(eq(t.id, entry.id))).length > 0;
  if (!there) await append(context, tx, intentRow(entry.id, new Date(entry.at), entry.intent));
}

function intentRow(id: string, at: Date, { actor, door, action, target, changes, ip }: AuditIntent): NewRow {
  return {
    id,
    at,
    kind: 'intent',
    intentId: id,
    actorType: actor.type,
    actorId: storableText(actor.id),
    actorName: storableText(actor.name),
    door,
    action: storableText(action),
    ...targetColumns(target),
    changes,
    success: null,
    error: null,
    ip: storableTextOrNull(ip),
  };
}

function targetColumns(target: AuditIntent['target']): Pick<NewRow, 'targetType' | 'targetId' | 'targetTenant'> {
  return { targetType: storableText(target.type), targetId: storableText(target.id), targetTenant: storableTextOrNull(target.tenant) };
}

/** The outcome is a row of its own that repeats who and what, so that each row can be read alone. A second outcome is ignored. */
async function settleIntent(context: RecordsContext, tx: TransactionQueries, entry: Extract<AuditEntry, { kind: 'outcome' }>, again: boolean): Promise<void> {
  const t = context.tables.auditEvent;
  const { intentId, outcome } = entry;
  const rows = await tx.select().from(t).where(eq(t.intentId, intentId));
  const intent = rows.find((row) => row.kind === 'intent');
  if (!intent && again) return;
  if (!intent) throw new AppError('not_found', { params: { id: intentId } });
  if (rows.some((row) => row.kind === 'outcome')) return;
  const { seq: _seq, at: _at, prevHash: _prevHash, hash: _hash, ...same } = intent;
  await append(context, tx, {
    ...same,
    ...(outcome.target ? targetColumns(outcome.target) : {}),
    id: entry.id,
    at: new Date(entry.at),
    kind: 'outcome',
    changes: outcome.changes ?? intent.changes,
    success: outcome.success,
    error: storableTextOrNull(outcome.error),
  });
}

/** Under the lock only: the next place in the chain and the new seal on its end. */
async function append(context: RecordsContext, tx: TransactionQueries, row: NewRow): Promise<void> {
  const { auditEvent, auditHead } = context.tables;
  const [head] = await tx.select().from(auditHead).where(eq(auditHead.id, AUDIT_HEAD));
  const unsealed = { ...row, seq: (head?.count ?? 0) + 1, prevHash: head?.hash ?? GENESIS_HASH };
  const hash = auditRowHash(unsealed);
  await tx.insert(auditEvent).values({ ...unsealed, hash });
  const seal = { count: unsealed.seq, hash };
  await tx.insert(auditHead).values({ id: AUDIT_HEAD, ...seal }).onConflictDoUpdate({ target: auditHead.id, set: seal });
}

async function list(context: RecordsContext, filter: AuditFilter): Promise<ReturnType<AuditLog['list']> extends Promise<infer P> ? P : never> {
  if (filter.tenants?.length === 0) return { items: [], nextCursor: null };
  const { i, events } = joinedAudit(context);
  const after = filter.cursor === undefined ? null : Number(decodeCursor(filter.cursor, ['number'])[0]);
  const rows = await events((from) => from.where(auditFilterWhere(context, filter, after)).orderBy(desc(i.seq)).limit(filter.limit + 1));
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return { items: page.map(toAuditEvent), nextCursor: rows.length > filter.limit && last ? encodeCursor([last.i.seq]) : null };
}
