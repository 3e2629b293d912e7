import type { Logger } from '@/lib/log';
import type { RunStatus, StepError } from '@/lib/model/run';
import type { ClaimedRun, Records, RunAdvance } from '@/lib/records/ports';
import { backoffMs, classifyError, type Backoff } from './classify-error';
import type { RunKind } from './define-run-kind';

export interface ExecuteOptions {
  records: Pick<Records, 'runs'>;
  log: Logger;
  leaseMs: number;
  backoff: Backoff;
  /** Tries of a step that fails for an unknown reason. */
  unknownAttempts: number;
  /** The engine is stopping: end after the current step. */
  stopping(): boolean;
}

type Settled = Exclude<RunStatus, 'running'>;
type Asked = 'cancelled' | 'paused' | 'queued';
/** How a step came out. */
type Ended = NonNullable<RunAdvance['ended']>;

/** Works one claimed run until it is settled, or the claim is lost (then it leaves quietly: another owner has it). */
export async function executeRun(claimed: ClaimedRun, kind: RunKind, signal: AbortSignal, options: ExecuteOptions): Promise<void> {
  await new Execution(claimed, kind, signal, { ...options, log: options.log.child({ runId: claimed.run.id, kind: kind.kind }) }).work();
}

/** Thrown through a step that is to end before it is done. */
class Ending extends Error {
  constructor(readonly how: Asked | 'lost') {
    super(how);
  }
}

class Execution {
  constructor(
    private readonly claimed: ClaimedRun,
    private readonly kind: RunKind,
    private readonly signal: AbortSignal,
    private readonly options: ExecuteOptions,
  ) {}

  async work(): Promise<void> {
    const { run } = this.claimed;
    let ended: Ended | undefined;
    for (const step of run.steps) {
      if (step.status === 'done' || step.status === 'skipped') continue;
      const stopping = this.options.stopping();
      const asked = await this.advance({ ...(ended && { ended }), ...(!stopping && !this.signal.aborted && { begins: step.name }) });
      if (asked === 'lost' || this.signal.aborted) return;
      if (asked ?? stopping) return this.settle(asked ?? 'queued', null);
      const attempt = step.attempts + 1;
      const outcome = await this.run(step.name, attempt);
      if (outcome === 'lost') return;
      if (typeof outcome === 'string') return this.settle(outcome, null);
      ended = outcome;
      if (ended.error) return this.giveUp(ended, ended.error, attempt);
    }
    if ((await this.advance(ended ? { ended } : {})) !== 'lost') await this.settle('succeeded', null);
  }

  private async giveUp(ended: Ended, error: StepError, attempt: number): Promise<void> {
    if ((await this.advance({ ended })) === 'lost') return;
    const wait = backoffMs(attempt, this.options.backoff);
    return error.transient ? this.settle('queued', error, new Date(Date.now() + wait)) : this.settle('failed', error);
  }

  /** What is to become of the run instead of its going on; `lost` when the claim is no longer ours. */
  private async advance(steps: RunAdvance): Promise<Asked | 'lost' | null> {
    const { run, claim } = this.claimed;
    const { records, leaseMs } = this.options;
    const asked = await records.runs.advance(run.id, claim, steps, leaseMs);
    if (!asked) return 'lost';
    if (asked.cancelRequested) return 'cancelled';
    return asked.pauseRequested ? 'paused' : null;
  }

  /** How the step came out, or how the run ends before the step is done. */
  private async run(step: string, attempt: number): Promise<Ended | Asked | 'lost'> {
    const { run, params } = this.claimed;
    const log = this.options.log.child({ step });
    try {
      const definition = this.kind.steps.find((candidate) => candidate.name === step);
      if (!definition) throw new Error(`run kind ${this.kind.kind} has no step ${step}`);
      const checkpoint = async () => {
        const asked = (await this.advance({})) ?? (this.options.stopping() ? 'queued' : null);
        if (asked) throw new Ending(asked);
      };
      return { step, status: (await definition.run({ run, params, signal: this.signal, log, attempt, checkpoint })) ?? 'done' };
    } catch (thrown) {
      if (thrown instanceof Ending) return thrown.how;
      if (this.signal.aborted) return 'lost';
      const found = classifyError(thrown);
      // An unknown failure is given a few chances; after that a person has to look.
      const error = found.code === 'internal' && attempt >= this.options.unknownAttempts ? { ...found, transient: false } : found;
      log.warn({ err: thrown, attempt, code: error.code, transient: error.transient }, 'step failed');
      return { step, status: 'failed', error };
    }
  }

  /** Comes right after an {@link advance}, which prolonged the lease. */
  private async settle(status: Settled, error: StepError | null, nextAttemptAt?: Date): Promise<void> {
    const { run, claim, params } = this.claimed;
    const { records } = this.options;
    if (this.signal.aborted) return;
    if (this.kind.onSettled) await this.kind.onSettled((await records.runs.get(run.id)) ?? run, status, error, params);
    await records.runs.settle(run.id, claim, { status, ...(error ? { error } : {}), ...(nextAttemptAt ? { nextAttemptAt } : {}) });
  }
}
