import { randomUUID } from 'node:crypto';
import { and, asc, count, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm';
import { AppError } from '@/lib/errors';
import { RUN_STATUSES, type Run, type RunStatus } from '@/lib/model/run';
import type { RecordsContext } from './context';
import { decodeCursor, encodeCursor } from './cursor';
import type { NewRun, RunRecords } from './ports';
import { readRun } from './read-run';
import { advanceRun, claimRun, renewClaim, settleRun } from './run-claims';
import { requestRun } from './run-requests';
import { runEvent, toRun, type RunRow, type RunsContext, type StepRow } from './run-rows';

/** Creating a run, what becomes of it and what is asked of it wake the engines and the screens. */
export function runRecords(context: RunsContext): RunRecords {
  const { db, tables } = context;
  const t = tables.run;
  return {
    create: (run) => create(context, run),
    get: (id) => db.use((q) => readRun(context, q, id)),
    list: (query) => list(context, query),
    async latestFor(tenant, kind) {
      const [row] = await db.use((q) => q.select().from(t).where(and(eq(t.tenant, tenant), eq(t.kind, kind))).orderBy(desc(t.createdAt), desc(t.id)).limit(1));
      return row ? ((await withSteps(context, [row]))[0] ?? null) : null;
    },
    async countByStatus() {
      const rows = await db.use((q) => q.select({ status: t.status, n: count() }).from(t).groupBy(t.status));
      const counts = Object.fromEntries(RUN_STATUSES.map((status) => [status, 0])) as Record<RunStatus, number>;
      for (const row of rows) counts[row.status] = row.n;
      return counts;
    },
    claim: (owner, leaseMs) => claimRun(context, owner, leaseMs),
    renew: (id, claim, leaseMs) => renewClaim(context, id, claim, leaseMs),
    advance: (id, claim, steps, leaseMs) => advanceRun(context, id, claim, steps, leaseMs),
    settle: (id, claim, result) => settleRun(context, id, claim, result),
    request: (id, what) => requestRun(context, id, what),
  };
}

async function create(context: RunsContext, { kind, tenant, params, steps, uniqueKey }: NewRun): Promise<Run> {
  const { run: t, runStep } = context.tables;
  const id = randomUUID();
  const row = {
    ...{ id, kind, status: 'queued' as const, tenant, params, uniqueKey, liveKey: uniqueKey, attempts: 0, error: null, createdAt: context.now() },
    ...{ startedAt: null, finishedAt: null, nextAttemptAt: null, claim: 0, owner: null, leaseUntil: null, cancelRequested: false, pauseRequested: false },
  };
  return context.telling(async (tx) => {
    const inserted = await tx.insert(t).values(row).onConflictDoNothing({ target: t.liveKey }).returning({ id: t.id });
    if (inserted.length === 0 && uniqueKey !== null) {
      const [live] = await tx.select({ id: t.id }).from(t).where(eq(t.liveKey, uniqueKey));
      const existing = live ? await readRun(context, tx, live.id) : null;
      // It ended between the two statements: the caller asks again.
      if (!existing) throw new AppError('conflict', { params: { key: uniqueKey } });
      return { result: existing };
    }
    if (steps.length > 0) {
      await tx.insert(runStep).values(steps.map((name, position) => ({ runId: id, position, name, status: 'pending' as const, attempts: 0, startedAt: null, finishedAt: null, durationMs: null, error: null })));
    }
    const made = await readRun(context, tx, id);
    if (!made) throw new AppError('internal');
    return { result: made, event: runEvent(made, { status: made.status }) };
  });
}

async function list(context: RecordsContext, query: Parameters<RunRecords['list']>[0]): ReturnType<RunRecords['list']> {
  const { run: t } = context.tables;
  if (query.tenants?.length === 0) return { items: [], nextCursor: null };
  const where = and(
    query.kind === undefined ? undefined : eq(t.kind, query.kind),
    query.tenant === undefined ? undefined : eq(t.tenant, query.tenant),
    query.tenants === undefined ? undefined : inArray(t.tenant, [...query.tenants]),
    query.status === undefined ? undefined : eq(t.status, query.status),
    query.cursor === undefined ? undefined : before(context, query.cursor),
  );
  const rows = await context.db.use((q) => q.select().from(t).where(where).orderBy(desc(t.createdAt), desc(t.id)).limit(query.limit + 1));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: await withSteps(context, page), nextCursor: rows.length > query.limit && last ? encodeCursor([last.createdAt.getTime(), last.id]) : null };
}

function before({ tables: { run: t } }: RecordsContext, cursor: string): SQL | undefined {
  const [ms, id] = decodeCursor(cursor, ['number', 'string']);
  const createdAt = new Date(Number(ms));
  return or(lt(t.createdAt, createdAt), and(eq(t.createdAt, createdAt), lt(t.id, String(id))));
}

/** One statement for the steps of all of them. */
async function withSteps({ db, tables: { runStep } }: RecordsContext, rows: RunRow[]): Promise<Run[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const steps = await db.use((q) => q.select().from(runStep).where(inArray(runStep.runId, ids)).orderBy(asc(runStep.position)));
  const byRun = new Map<string, StepRow[]>();
  for (const step of steps) byRun.set(step.runId, [...(byRun.get(step.runId) ?? []), step]);
  return rows.map((row) => toRun(row, byRun.get(row.id) ?? []));
}
