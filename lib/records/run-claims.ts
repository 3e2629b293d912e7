import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { ClaimedRun, RunAdvance, RunRecords } from './ports';
import { LIVE_STATUSES, runEvent, type RunsContext } from './run-rows';
import { readRun } from './read-run';

/** Takes the oldest due run. The lock makes claimers queue for the moment of choosing, instead of colliding on the same row. */
export function claimRun(context: RecordsContext, owner: string, leaseMs: number): Promise<ClaimedRun | null> {
  const { run: t } = context.tables;
  return context.db.transaction(async (tx) => {
    await tx.lock('runs.claim');
    const now = context.now();
    const waiting = and(eq(t.status, 'queued'), or(isNull(t.nextAttemptAt), lte(t.nextAttemptAt, now)));
    const abandoned = and(eq(t.status, 'running'), lte(t.leaseUntil, now));
    const [due] = await tx.select().from(t).where(or(waiting, abandoned)).orderBy(asc(t.createdAt), asc(t.id)).limit(1);
    if (!due) return null;
    const [taken] = await tx
      .update(t)
      .set({
        ...{ status: 'running', owner, error: null, nextAttemptAt: null, startedAt: due.startedAt ?? now },
        ...{ claim: due.claim + 1, attempts: due.attempts + 1, leaseUntil: new Date(now.getTime() + leaseMs) },
      })
      .where(and(eq(t.id, due.id), eq(t.claim, due.claim), eq(t.status, due.status)))
      .returning();
    const run = taken ? await readRun(context, tx, taken.id) : null;
    if (!taken || !run) return null;
    return { run, params: taken.params, claim: taken.claim, cancelRequested: taken.cancelRequested, pauseRequested: taken.pauseRequested };
  });
}

/** The row as long as this claim holds it. An expired lease that nobody else took is still ours. */
const held = ({ tables: { run: t } }: RecordsContext, id: string, claim: number) => and(eq(t.id, id), eq(t.claim, claim), eq(t.status, 'running'));

export async function renewClaim(context: RecordsContext, id: string, claim: number, leaseMs: number): ReturnType<RunRecords['renew']> {
  const { run: t } = context.tables;
  const leaseUntil = new Date(context.now().getTime() + leaseMs);
  const [row] = await context.db.use((q) =>
    q.update(t).set({ leaseUntil }).where(held(context, id, claim)).returning({ cancelRequested: t.cancelRequested, pauseRequested: t.pauseRequested }),
  );
  return row ?? null;
}

/**
 * One step ends and the next begins, with the lease prolonged and the screens told, in one transaction: a step costs one
 * wait for the disk. The first statement locks the run's row, so no other claim can come between; it answers what was
 * requested, and when something was, nothing begins.
 */
export function advanceRun(context: RunsContext, id: string, claim: number, { ended, begins }: RunAdvance, leaseMs: number): ReturnType<RunRecords['advance']> {
  const { run: t, runStep: s } = context.tables;
  const own = (step: string) => and(eq(s.runId, id), eq(s.name, step));
  return context.telling(async (tx) => {
    const now = context.now();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const [row] = await tx.update(t).set({ leaseUntil }).where(held(context, id, claim)).returning({ kind: t.kind, tenant: t.tenant, cancelRequested: t.cancelRequested, pauseRequested: t.pauseRequested });
    if (!row) return { result: null };
    const { kind, tenant, ...asked } = row;
    if (ended) {
      const [begun] = await tx.select({ startedAt: s.startedAt }).from(s).where(own(ended.step));
      const durationMs = begun?.startedAt ? Math.max(0, now.getTime() - begun.startedAt.getTime()) : null;
      await tx.update(s).set({ status: ended.status, finishedAt: now, durationMs, error: ended.error ?? null }).where(own(ended.step));
    }
    if (begins !== undefined && !asked.cancelRequested && !asked.pauseRequested) {
      await tx.update(s).set({ status: 'running', attempts: sql`${s.attempts} + 1`, startedAt: now, finishedAt: null, durationMs: null, error: null }).where(own(begins));
    }
    const told = toldOf({ ended, begins });
    return { result: asked, ...(told && { event: runEvent({ id, kind, tenant }, told) }) };
  });
}

/** Of a step that ended and one that begins the first is told: who reads the run sees both. */
function toldOf({ ended, begins }: RunAdvance): Record<string, unknown> | null {
  if (ended) return { status: 'running', step: ended.step, stepStatus: ended.status, error: ended.error?.code ?? null };
  return begins === undefined ? null : { status: 'running', step: begins, stepStatus: 'running' };
}

export function settleRun(context: RunsContext, id: string, claim: number, result: Parameters<RunRecords['settle']>[2]): Promise<boolean> {
  const { run: t } = context.tables;
  const live = LIVE_STATUSES.includes(result.status);
  return context.telling(async (tx) => {
    const [row] = await tx
      .update(t)
      .set({
        ...{ status: result.status, error: result.error ?? null, nextAttemptAt: result.nextAttemptAt ?? null, owner: null, leaseUntil: null },
        ...(live ? {} : { liveKey: null, finishedAt: context.now(), cancelRequested: false }),
        // A cancel that came at the last moment stays asked for while the run lives on.
        ...(live && result.status !== 'paused' ? {} : { pauseRequested: false }),
      })
      .where(held(context, id, claim))
      .returning({ id: t.id, kind: t.kind, tenant: t.tenant });
    return row ? { result: true, event: runEvent(row, { status: result.status, error: result.error?.code ?? null }) } : { result: false };
  });
}
