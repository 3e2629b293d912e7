import type { Logger } from '@/lib/log';
import type { Run, RunStatus, StepError } from '@/lib/model/run';
import type { ClaimedRun, Records } from '@/lib/records/ports';
import { backoffMs, classifyError, type Backoff } from './classify-error';
import type { RunKind } from './define-run-kind';

export interface ExecuteOptions {
  records: Pick<Records, 'runs' | 'events'>;
  log: Logger;
  leaseMs: number;
  backoff: Backoff;
  /** Tries of a step that fails for an unknown reason. */
  unknownAttempts: number;
  /** The engine is stopping: end after the current step. */
  stopping(): boolean;
}

type Settled = Exclude<RunStatus, 'running'>;

/** Works one claimed run until it is settled, or the claim is lost (then it leaves quietly: another owner has it). */
export async function executeRun(claimed: ClaimedRun, kind: RunKind, signal: AbortSignal, options: ExecuteOptions): Promise<void> {
  const { records, leaseMs } = options;
  const { run, claim, params } = claimed;
  const log = options.log.child({ runId: run.id, kind: run.kind });
  const settle = async (status: Settled, error: StepError | null, nextAttemptAt?: Date) => {
    const renewed = await records.runs.renew(run.id, claim, leaseMs);
    if (!renewed || signal.aborted) return;
    const current = (await records.runs.get(run.id)) ?? run;
    await kind.onSettled?.(current, status, error, params);
    if (await records.runs.settle(run.id, claim, { status, ...(error ? { error } : {}), ...(nextAttemptAt ? { nextAttemptAt } : {}) })) {
      await announce(options, run, { status, error: error?.code ?? null });
    }
  };
  await announce(options, run, { status: 'running' });
  for (const step of run.steps) {
    if (step.status === 'done' || step.status === 'skipped') continue;
    if (signal.aborted) return;
    const asked = await askedOf(claimed, options);
    if (asked === 'lost') return;
    if (asked) return settle(asked, null);
    const failure = await executeStep(claimed, kind, step.name, step.attempts + 1, signal, log, options);
    if (failure === 'lost') return;
    if (typeof failure === 'string') return settle(failure, null);
    if (failure) {
      const wait = backoffMs(step.attempts + 1, options.backoff);
      return failure.transient ? settle('queued', failure, new Date(Date.now() + wait)) : settle('failed', failure);
    }
  }
  await settle('succeeded', null);
}

type Asked = 'cancelled' | 'paused' | 'queued';

/** What is to become of a run instead of its going on; `lost` when the claim is no longer ours. */
async function askedOf({ run, claim }: ClaimedRun, { records, leaseMs, stopping }: ExecuteOptions): Promise<Asked | 'lost' | null> {
  const asked = await records.runs.renew(run.id, claim, leaseMs);
  if (!asked) return 'lost';
  if (asked.cancelRequested) return 'cancelled';
  if (asked.pauseRequested) return 'paused';
  return stopping() ? 'queued' : null;
}

/** Thrown through a step that is to end before it is done. */
class Ending extends Error {
  constructor(readonly how: Asked | 'lost') {
    super(how);
  }
}

/** Null when done; `lost` when the claim is no longer ours; else how the run ends before the step is done. */
async function executeStep(claimed: ClaimedRun, kind: RunKind, name: string, attempt: number, signal: AbortSignal, log: Logger, options: ExecuteOptions): Promise<StepError | Asked | 'lost' | null> {
  const { run, claim, params } = claimed;
  const { runs } = options.records;
  if (!(await runs.stepStarted(run.id, claim, name))) return 'lost';
  await announce(options, run, { status: 'running', step: name, stepStatus: 'running', attempt });
  let status: 'done' | 'skipped' | 'failed';
  let error: StepError | null = null;
  try {
    const definition = kind.steps.find((candidate) => candidate.name === name);
    if (!definition) throw new Error(`run kind ${kind.kind} has no step ${name}`);
    const checkpoint = async () => {
      const asked = await askedOf(claimed, options);
      if (asked) throw new Ending(asked);
    };
    status = (await definition.run({ run, params, signal, log: log.child({ step: name }), attempt, checkpoint })) ?? 'done';
  } catch (thrown) {
    if (thrown instanceof Ending) return thrown.how;
    if (signal.aborted) return 'lost';
    status = 'failed';
    error = classifyError(thrown);
    // An unknown failure is given a few chances; after that a person has to look.
    if (error.code === 'internal' && attempt >= options.unknownAttempts) error = { ...error, transient: false };
    log.warn({ err: thrown, step: name, attempt, code: error.code, transient: error.transient }, 'step failed');
  }
  if (!(await runs.stepFinished(run.id, claim, name, { status, ...(error ? { error } : {}) }))) return 'lost';
  await announce(options, run, { status: 'running', step: name, stepStatus: status, attempt, error: error?.code ?? null });
  return error;
}

/** Live events are a convenience: a run never fails for one. */
async function announce({ records, log }: ExecuteOptions, run: Run, change: Record<string, unknown>): Promise<void> {
  try {
    await records.events.publish({ type: 'run', tenant: run.tenant, data: { runId: run.id, kind: run.kind, ...change } });
  } catch (error) {
    log.warn({ err: error, runId: run.id }, 'live event could not be published');
  }
}
