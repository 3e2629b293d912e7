import { aliasedTable, and, eq, gte, inArray, isNotNull, isNull, lt, or, sql, type Column, type SQL } from 'drizzle-orm';
import type { AuditEvent } from '@/lib/model/audit';
import type { AuditRow } from './audit-chain';
import type { RecordsContext } from './context';
import type { Queries } from './db';
import type { AuditFilter } from './ports';

/** An intent and, when it is settled, its outcome. */
export interface JoinedAudit {
  i: AuditRow;
  o: AuditRow | null;
}

const aliasesOf = ({ tables: { auditEvent } }: RecordsContext) => ({ i: aliasedTable(auditEvent, 'i'), o: aliasedTable(auditEvent, 'o') });
type Aliases = ReturnType<typeof aliasesOf>;
type Row = Aliases['i'];

function selectJoined(queries: Queries, { i, o }: Aliases) {
  return queries
    .select({ i, o })
    .from(i)
    .leftJoin(o, and(eq(o.intentId, i.intentId), eq(o.kind, 'outcome')))
    .$dynamic();
}

/** The two aliases of the table, and a select over their join that the caller narrows. */
export function joinedAudit(context: RecordsContext) {
  const aliases = aliasesOf(context);
  return {
    ...aliases,
    events: (narrow: (select: ReturnType<typeof selectJoined>) => PromiseLike<JoinedAudit[]>) =>
      context.db.use(async (queries) => await narrow(selectJoined(queries, aliases))),
  };
}

/** @param after only events before this place in the chain */
export function auditFilterWhere(context: RecordsContext, filter: AuditFilter, after: number | null): SQL | undefined {
  const { i, o } = aliasesOf(context);
  // What the outcome says about the target counts where there is one.
  const settledRow = (matches: (row: Row) => SQL | undefined) => or(and(isNotNull(o.id), matches(o)), and(isNull(o.id), matches(i)));
  const settled = (matches: (column: Column) => SQL) => settledRow((row) => matches(row.targetTenant));
  const { tenant, tenants } = filter;
  return and(
    eq(i.kind, 'intent'),
    after === null ? undefined : lt(i.seq, after),
    tenant === undefined ? undefined : settled((column) => eq(column, tenant)),
    tenants === undefined ? undefined : settled((column) => inArray(column, [...tenants])),
    filter.actor === undefined ? undefined : or(eq(i.actorId, filter.actor), eq(i.actorName, filter.actor)),
    filter.action === undefined ? undefined : eq(i.action, filter.action),
    filter.target === undefined ? undefined : settledRow((row) => ofTarget(row, filter.target ?? '')),
    filter.door === undefined ? undefined : eq(i.door, filter.door),
    filter.outcome === undefined ? undefined : ofOutcome(o, filter.outcome),
    filter.q === undefined || filter.q === '' ? undefined : settledRow((row) => ofText(row, filter.q ?? '')),
    filter.from === undefined ? undefined : gte(i.at, new Date(filter.from)),
    filter.to === undefined ? undefined : lt(i.at, new Date(filter.to)),
  );
}

/** `user`, `7f3c…`, `user/7f3c…`. */
function ofTarget(row: Row, target: string): SQL | undefined {
  const slash = target.indexOf('/');
  const either = [eq(row.targetType, target), eq(row.targetId, target)];
  return slash === -1 ? or(...either) : or(...either, and(eq(row.targetType, target.slice(0, slash)), eq(row.targetId, target.slice(slash + 1))));
}

function ofOutcome(o: Row, outcome: NonNullable<AuditFilter['outcome']>): SQL | undefined {
  if (outcome === 'open') return isNull(o.id);
  return outcome === 'unknown' ? and(isNotNull(o.id), isNull(o.success)) : eq(o.success, outcome === 'success');
}

/** Both dialects' `like` takes the escape that it is told; of letters beyond ASCII SQLite folds none. */
function ofText(row: Row, text: string): SQL | undefined {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const columns = [row.action, row.actorId, row.actorName, row.targetType, row.targetId, row.targetTenant, row.ip, row.error, sql`cast(${row.changes} as text)`];
  return or(...columns.map((column) => sql`lower(${column}) like ${pattern} escape '\\'`));
}

/** `at` is the intent's; target, changes and hash are those of the later row. */
export function toAuditEvent({ i, o }: JoinedAudit): AuditEvent {
  const latest = o ?? i;
  return {
    id: i.id,
    at: i.at.toISOString(),
    actor: { type: i.actorType, id: i.actorId, name: i.actorName },
    door: i.door,
    action: i.action,
    target: { type: latest.targetType, id: latest.targetId, ...(latest.targetTenant === null ? {} : { tenant: latest.targetTenant }) },
    changes: latest.changes,
    outcome: o === null ? 'open' : outcomeOf(o.success),
    error: o?.error ?? null,
    ip: i.ip,
    hash: latest.hash,
  };
}

function outcomeOf(success: boolean | null): AuditEvent['outcome'] {
  if (success === null) return 'unknown';
  return success ? 'success' : 'failure';
}
