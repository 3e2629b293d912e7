import { aliasedTable, and, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type Column, type SQL } from 'drizzle-orm';
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
  const settled = (ofOutcome: (column: Column) => SQL) => or(and(isNotNull(o.id), ofOutcome(o.targetTenant)), and(isNull(o.id), ofOutcome(i.targetTenant)));
  const { tenant, tenants } = filter;
  return and(
    eq(i.kind, 'intent'),
    after === null ? undefined : lt(i.seq, after),
    tenant === undefined ? undefined : settled((column) => eq(column, tenant)),
    tenants === undefined ? undefined : settled((column) => inArray(column, [...tenants])),
    filter.actor === undefined ? undefined : or(eq(i.actorId, filter.actor), eq(i.actorName, filter.actor)),
    filter.action === undefined ? undefined : eq(i.action, filter.action),
    filter.from === undefined ? undefined : gte(i.at, new Date(filter.from)),
    filter.to === undefined ? undefined : lte(i.at, new Date(filter.to)),
  );
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
    outcome: o === null ? 'open' : o.success ? 'success' : 'failure',
    error: o?.error ?? null,
    ip: i.ip,
    hash: latest.hash,
  };
}
