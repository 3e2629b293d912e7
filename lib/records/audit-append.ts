import { eq, inArray } from 'drizzle-orm';
import { AUDIT_HEAD, auditRowHash, GENESIS_HASH, type AuditRow } from './audit-chain';
import type { AuditEntry } from './audit-spool';
import type { RecordsContext } from './context';
import type { TransactionQueries } from './db';
import type { AuditIntent } from './ports';
import { storableText, storableTextOrNull } from './storable-text';

type NewRow = Omit<AuditRow, 'seq' | 'prevHash' | 'hash'>;
const LOCK = 'audit';

/**
 * Appends entries to the chain in one transaction, in their order: all or none.
 * @param how `again`: they may have been chained before; then they are passed over.
 * @returns for each whether it has a place in the chain: not an outcome without its intent. A second outcome is passed over.
 */
export function chainEntries(context: RecordsContext, entries: readonly AuditEntry[], { again }: { again: boolean }): Promise<boolean[]> {
  return context.db.transaction(async (tx) => {
    await tx.lock(LOCK);
    const known = await knownRows(context, tx, entries.filter(({ kind }) => again || kind === 'outcome'));
    const rows: NewRow[] = [];
    const placed = entries.map((entry) => {
      const { intent, outcome } = known.get(intentOf(entry)) ?? {};
      if (entry.kind === 'outcome' && !intent) return false;
      if (entry.kind === 'outcome' ? outcome : intent) return true;
      const row = entry.kind === 'intent' ? intentRow(entry) : outcomeRow(entry, intent as NewRow);
      known.set(intentOf(entry), { intent, [entry.kind]: row });
      rows.push(row);
      return true;
    });
    if (rows.length > 0) await append(context, tx, rows);
    return placed;
  });
}

const intentOf = (entry: AuditEntry): string => (entry.kind === 'intent' ? entry.id : entry.intentId);

/** What the chain holds of these events, by their intent. */
async function knownRows({ tables: { auditEvent: t } }: RecordsContext, tx: TransactionQueries, entries: readonly AuditEntry[]): Promise<Map<string, { intent?: NewRow; outcome?: NewRow }>> {
  const known = new Map<string, { intent?: NewRow; outcome?: NewRow }>();
  if (entries.length === 0) return known;
  const rows = await tx.select().from(t).where(inArray(t.intentId, [...new Set(entries.map(intentOf))]));
  for (const { seq: _seq, prevHash: _prevHash, hash: _hash, ...row } of rows) known.set(row.intentId, { ...known.get(row.intentId), [row.kind]: row });
  return known;
}

function intentRow({ id, at, intent: { actor, door, action, target, changes, ip } }: Extract<AuditEntry, { kind: 'intent' }>): NewRow {
  return {
    id,
    at: new Date(at),
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

/** A row of its own that repeats who and what, so that each row can be read alone. */
function outcomeRow({ id, at, outcome }: Extract<AuditEntry, { kind: 'outcome' }>, intent: NewRow): NewRow {
  return {
    ...intent,
    ...(outcome.target ? targetColumns(outcome.target) : {}),
    id,
    at: new Date(at),
    kind: 'outcome',
    changes: outcome.changes ?? intent.changes,
    success: outcome.success,
    error: storableTextOrNull(outcome.error),
  };
}

function targetColumns(target: AuditIntent['target']): Pick<NewRow, 'targetType' | 'targetId' | 'targetTenant'> {
  return { targetType: storableText(target.type), targetId: storableText(target.id), targetTenant: storableTextOrNull(target.tenant) };
}

/** Under the lock only: the next places in the chain and the new seal on its end. */
async function append({ tables: { auditEvent, auditHead } }: RecordsContext, tx: TransactionQueries, rows: readonly NewRow[]): Promise<void> {
  const [head] = await tx.select().from(auditHead).where(eq(auditHead.id, AUDIT_HEAD));
  let seal = { count: head?.count ?? 0, hash: head?.hash ?? GENESIS_HASH };
  const sealed = rows.map((row): AuditRow => {
    const unsealed = { ...row, seq: seal.count + 1, prevHash: seal.hash };
    seal = { count: unsealed.seq, hash: auditRowHash(unsealed) };
    return { ...unsealed, hash: seal.hash };
  });
  await tx.insert(auditEvent).values(sealed);
  await tx.insert(auditHead).values({ id: AUDIT_HEAD, ...seal }).onConflictDoUpdate({ target: auditHead.id, set: seal });
}
