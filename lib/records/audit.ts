import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, isNull, lte } from 'drizzle-orm';
import type { Logger } from '@/lib/log';
import type { DurableQueue } from '@/lib/spool/durable-queue';
import { chainEntries } from './audit-append';
import { auditFilterWhere, joinedAudit, toAuditEvent } from './audit-query';
import { auditRecorder, type AuditEntry } from './audit-spool';
import { verifyChain } from './verify-chain';
import type { RecordsContext } from './context';
import { decodeCursor, encodeCursor } from './cursor';
import type { AuditFilter, AuditLog } from './ports';

/** @param spool where what happens is kept while the records are out of reach; null: then it is refused. */
export function auditLog(context: RecordsContext, spool: DurableQueue<AuditEntry> | null, log: Logger): AuditLog {
  const recorder = auditRecorder((entries, how) => chainEntries(context, entries, how), spool, log);
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

async function list(context: RecordsContext, filter: AuditFilter): Promise<ReturnType<AuditLog['list']> extends Promise<infer P> ? P : never> {
  if (filter.tenants?.length === 0) return { items: [], nextCursor: null };
  const { i, events } = joinedAudit(context);
  const after = filter.cursor === undefined ? null : Number(decodeCursor(filter.cursor, ['number'])[0]);
  const rows = await events((from) => from.where(auditFilterWhere(context, filter, after)).orderBy(desc(i.seq)).limit(filter.limit + 1));
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return { items: page.map(toAuditEvent), nextCursor: rows.length > filter.limit && last ? encodeCursor([last.i.seq]) : null };
}
