import { and, eq, inArray } from 'drizzle-orm';
import { AppError } from '@/lib/errors';
import type { Run } from '@/lib/model/run';
import type { RecordsContext } from './context';
import type { TransactionQueries } from './db';
import type { RunRecords } from './ports';
import { LIVE_STATUSES, runEvent, type RunRow, type RunsContext } from './run-rows';
import { readRun } from './read-run';
import { isUniqueViolation } from './translate-error';

type Change = Partial<Omit<RunRow, 'id' | 'claim'>>;

/**
 * What an operator asks of a run. One that nobody works on is paused and resumed at once; a running one is told, and obeys
 * between steps. To be cancelled, either is told: the worker ends it.
 * @throws AppError `not_found`; `invalid_state` when it makes no sense now; `conflict` when a newer run of its key lives
 */
export function requestRun(context: RunsContext, id: string, what: Parameters<RunRecords['request']>[1]): Promise<Run> {
  const { run: t } = context.tables;
  return context.telling(async (tx) => {
    // The same lock as claiming: the state seen here is the state that is changed.
    await tx.lock('runs.claim');
    const [row] = await tx.select().from(t).where(eq(t.id, id));
    if (!row) throw new AppError('not_found', { params: { id } });
    await tx.update(t).set(changeFor(row, what, context.now())).where(and(eq(t.id, id), eq(t.status, row.status))).catch((error: unknown) => {
      if (isUniqueViolation(error)) throw new AppError('conflict', { params: { id } });
      throw error;
    });
    if (what === 'retry') await resetSteps(context, tx, id);
    const run = await readRun(context, tx, id);
    if (!run) throw new AppError('not_found', { params: { id } });
    return { result: run, event: runEvent(run, { status: run.status }) };
  });
}

function changeFor(row: RunRow, what: Parameters<RunRecords['request']>[1], now: Date): Change {
  const live = LIVE_STATUSES.includes(row.status);
  const running = row.status === 'running';
  if (what === 'cancel' && live) {
    // Whoever takes it up ends it and tidies up after it: what was begun is never just left.
    return running ? { cancelRequested: true } : { status: 'queued', cancelRequested: true, nextAttemptAt: null, pauseRequested: false };
  }
  // For who does its work over from here: nothing is left to tidy up.
  if (what === 'withdraw' && live && !running) return { status: 'cancelled', liveKey: null, finishedAt: now, nextAttemptAt: null, pauseRequested: false };
  if (what === 'pause' && live && row.status !== 'paused') return running ? { pauseRequested: true } : { status: 'paused' };
  if (what === 'resume' && row.status === 'paused') return { status: 'queued', nextAttemptAt: null, pauseRequested: false };
  if (what === 'resume' && row.pauseRequested) return { pauseRequested: false };
  // Waiting for its next try: now.
  if (what === 'retry' && row.status === 'queued') return { nextAttemptAt: null };
  if (what === 'retry' && !live && row.status !== 'succeeded') {
    const cleared = { error: null, finishedAt: null, nextAttemptAt: null, cancelRequested: false, pauseRequested: false };
    return { status: 'queued', liveKey: row.uniqueKey, ...cleared };
  }
  throw new AppError('invalid_state', { params: { state: row.status } });
}

/** Done and skipped steps keep their result; the others start afresh, with all their attempts before them. */
async function resetSteps({ tables: { runStep: s } }: RecordsContext, tx: TransactionQueries, id: string): Promise<void> {
  await tx
    .update(s)
    .set({ status: 'pending', attempts: 0, startedAt: null, finishedAt: null, durationMs: null, error: null })
    .where(and(eq(s.runId, id), inArray(s.status, ['failed', 'running'])));
}
