import type { Logger } from '@/lib/log';
import type { Run, RunStatus, StepError } from '@/lib/model/run';

export interface RunStepContext {
  run: Run;
  params: Record<string, unknown>;
  /** Aborted when the claim is lost or the process stops: whatever is still written then may collide with the next owner's work. */
  signal: AbortSignal;
  log: Logger;
  /** From 1; grows with each try of this step. */
  attempt: number;
  /**
   * For a step of many parts, between two of them: goes on, or throws when the run is to be paused, cancelled or
   * handed back. The step lets that pass; it is run again when the run goes on, and finds what is done.
   */
  checkpoint(): Promise<void>;
}

export interface RunStepDefinition {
  name: string;
  /** Idempotent: it is run again when the process died in it. `'skipped'` says that there was nothing to do. */
  run(context: RunStepContext): Promise<void | 'skipped'>;
}

export interface RunKind {
  kind: string;
  /** In order. A run works the steps that it was created with, by name. */
  steps: readonly RunStepDefinition[];
  /** Runs of one group share `groupConcurrency` (a database server, say). Null: none. */
  groupOf?(run: Run, params: Record<string, unknown>): string | null;
  /**
   * Called before a result is kept (also `queued`: waits for its next try), at least once: write idempotently.
   * Not called for a run that is withdrawn; who does that takes its work over.
   */
  onSettled?(run: Run, status: Exclude<RunStatus, 'running'>, error: StepError | null, params: Record<string, unknown>): Promise<void>;
}

/** A kind of run. @throws Error when two steps share a name */
export function defineRunKind(kind: RunKind): RunKind {
  if (new Set(kind.steps.map((step) => step.name)).size !== kind.steps.length) throw new Error(`steps of ${kind.kind} share a name`);
  return kind;
}
