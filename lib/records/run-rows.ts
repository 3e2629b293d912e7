import type { RecordsTables } from '@/drizzle/schema/tables';
import type { Run, RunStatus } from '@/lib/model/run';
import { isoOrNull, type RecordsContext } from './context';
import type { NewEvent, Telling } from './events';

export type RunRow = RecordsTables['run']['$inferSelect'];
export type StepRow = RecordsTables['runStep']['$inferSelect'];

/** What becomes of a run is told in the transaction that does it. */
export interface RunsContext extends RecordsContext {
  telling: Telling;
}

export const LIVE_STATUSES: readonly RunStatus[] = ['queued', 'running', 'paused'];

export function toRun(row: RunRow, steps: StepRow[]): Run {
  const having = (...statuses: StepRow['status'][]) => steps.filter((step) => statuses.includes(step.status)).length;
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    tenant: row.tenant,
    progress: { done: having('done', 'skipped'), failed: having('failed'), total: steps.length },
    steps: steps.map(({ name, status, attempts, startedAt, finishedAt, durationMs, error }) => ({
      ...{ name, status, attempts, durationMs, error },
      startedAt: isoOrNull(startedAt),
      finishedAt: isoOrNull(finishedAt),
    })),
    attempts: row.attempts,
    nextAttemptAt: isoOrNull(row.nextAttemptAt),
    createdAt: row.createdAt.toISOString(),
    startedAt: isoOrNull(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
    error: row.error,
  };
}

/** What the screens and the engines are told of a run. */
export function runEvent({ id, kind, tenant }: Pick<Run, 'id' | 'kind' | 'tenant'>, change: Record<string, unknown>): NewEvent {
  return { type: 'run', tenant, data: { runId: id, kind, ...change } };
}
