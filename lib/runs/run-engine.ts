import { randomUUID } from 'node:crypto';
import type { Logger } from '@/lib/log';
import type { ClaimedRun, LiveEvent, Records } from '@/lib/records/ports';
import type { Backoff } from './classify-error';
import type { RunKind } from './define-run-kind';
import { executeRun } from './execute-run';

export interface RunEngineOptions {
  records: Pick<Records, 'runs' | 'events'>;
  kinds: readonly RunKind[];
  log: Logger;
  /** Who holds the leases; random when absent. */
  owner?: string;
  /** Runs worked at once by this engine. Default 4. */
  concurrency?: number;
  /** Of these, of one group. Default 2. */
  groupConcurrency?: number;
  /** A dead engine's runs are taken over after this, ms. Default 15 s; renewed at a third of it. */
  leaseMs?: number;
  /** Looks for due runs at least this often, ms. Default 1 s. */
  pollMs?: number;
  backoff?: Backoff;
  /** Tries of a step that fails for an unknown reason. Default 5. */
  unknownAttempts?: number;
}

interface Held {
  claimed: ClaimedRun;
  kind: RunKind;
  group: string | null;
  abort: AbortController;
  heartbeat: NodeJS.Timeout;
  started: boolean;
}

/** What runs tell of their progress is no reason to look for others. */
const isQueuedRun = ({ type, data }: Pick<LiveEvent, 'type' | 'data'>): boolean => type === 'run' && data['status'] === 'queued';

/** How long a kind that this process does not know waits for a process that does, ms. */
const UNKNOWN_KIND_MS = 30_000;

/** Claims due runs and works them, several at once, until it is stopped. Two engines never work one run at once: claims are fenced. */
export class RunEngine {
  private readonly o: Required<RunEngineOptions>;
  private readonly held = new Map<string, Held>();
  private readonly working = new Set<Promise<void>>();
  private unsubscribe: (() => void) | null = null;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private lookAgain = false;
  private stopped = true;

  constructor(options: RunEngineOptions) {
    const defaults = { owner: randomUUID(), concurrency: 4, groupConcurrency: 2, leaseMs: 15_000, pollMs: 1_000, unknownAttempts: 5, backoff: { firstMs: 1_000, maxMs: 60_000 } };
    this.o = { ...defaults, ...options };
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.unsubscribe = this.o.records.events.onPublish((event) => (event && !isQueuedRun(event) ? undefined : this.look()));
    this.timer = setInterval(() => this.look(), this.o.pollMs);
    this.look();
  }

  /** Lets current steps end (at most `graceMs`, then their signal is aborted) and hands the runs back. */
  async stop(graceMs = 10_000): Promise<void> {
    this.stopped = true;
    this.unsubscribe?.();
    if (this.timer) clearInterval(this.timer);
    await this.looking;
    this.startHeld();
    const abort = setTimeout(() => this.held.forEach((held) => held.abort.abort()), graceMs);
    await Promise.all(this.working);
    clearTimeout(abort);
  }

  private look(): void {
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    if (this.stopped || this.held.size >= this.room) return;
    this.looking = this.claimDue()
      .catch((error: unknown) => this.o.log.warn({ err: error }, 'runs cannot be claimed'))
      .finally(() => {
        this.looking = null;
        if (!this.lookAgain) return;
        this.lookAgain = false;
        this.look();
      });
  }

  /** Some are held beyond what is worked, so that one full group does not keep the others waiting. */
  private get room(): number {
    return this.o.concurrency * 2;
  }

  private async claimDue(): Promise<void> {
    while (!this.stopped && this.held.size < this.room) {
      const claimed = await this.o.records.runs.claim(this.o.owner, this.o.leaseMs);
      if (!claimed) return;
      await this.hold(claimed);
      this.startHeld();
    }
  }

  private async hold(claimed: ClaimedRun): Promise<void> {
    const { run, params, claim } = claimed;
    const kind = this.o.kinds.find((candidate) => candidate.kind === run.kind);
    if (!kind) {
      this.o.log.warn({ runId: run.id, kind: run.kind }, 'run of a kind that this process does not know');
      await this.o.records.runs.settle(run.id, claim, { status: 'queued', nextAttemptAt: new Date(Date.now() + UNKNOWN_KIND_MS) });
      return;
    }
    // Our own claim that had expired and that we took again: the older work must end.
    this.drop(run.id, true);
    const abort = new AbortController();
    const heartbeat = setInterval(() => void this.renew(run.id, claim), this.o.leaseMs / 3);
    this.held.set(run.id, { claimed, kind, group: kind.groupOf?.(run, params) ?? null, abort, heartbeat, started: false });
  }

  private async renew(id: string, claim: number): Promise<void> {
    try {
      const answer = await this.o.records.runs.renew(id, claim, this.o.leaseMs);
      const held = this.held.get(id);
      if (!answer && held?.claimed.claim === claim) this.drop(id, true);
    } catch (error) {
      // The lease may run out meanwhile; then the fence refuses our writes.
      this.o.log.warn({ err: error, runId: id }, 'lease could not be renewed');
    }
  }

  private drop(id: string, abort: boolean): void {
    const held = this.held.get(id);
    if (!held) return;
    clearInterval(held.heartbeat);
    this.held.delete(id);
    if (abort) held.abort.abort();
  }

  private startHeld(): void {
    for (const held of this.held.values()) {
      if (held.started) continue;
      const active = [...this.held.values()].filter((other) => other.started);
      // When stopping, what waits is started too: it is handed back before its first step.
      if (!this.stopped && active.length >= this.o.concurrency) return;
      if (!this.stopped && held.group !== null && active.filter((other) => other.group === held.group).length >= this.o.groupConcurrency) continue;
      held.started = true;
      const work = this.work(held).finally(() => this.working.delete(work));
      this.working.add(work);
    }
  }

  private async work(held: Held): Promise<void> {
    const { run, claim } = held.claimed;
    const { records, log, leaseMs, backoff, unknownAttempts } = this.o;
    try {
      await executeRun(held.claimed, held.kind, held.abort.signal, { records, log, leaseMs, backoff, unknownAttempts, stopping: () => this.stopped });
    } catch (error) {
      // The records failed, or `onSettled` did: the lease runs out and the run is taken up again.
      log.error({ err: error, runId: run.id }, 'run could not be worked');
    }
    if (this.held.get(run.id)?.claimed.claim === claim) this.drop(run.id, false);
    this.startHeld();
    this.look();
  }
}
