import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@/lib/log';

export interface ChildOptions {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  log: Logger;
  /** Called when it died again and again and is given up. */
  onGivenUp: (name: string) => void;
}

const MAX_RESTARTS = 5;
/** A child that lived this long may be restarted from a clean count. */
const STABLE_MS = 60_000;
const STOP_MS = 8_000;

/** A child that is restarted with growing pauses when it dies, until {@link stop}. */
export class SupervisedChild {
  private child: ChildProcess | null = null;
  private stopping = false;
  private restarts = 0;

  constructor(private readonly options: ChildOptions) {}

  start(): void {
    const startedAt = Date.now();
    const { args, env, name, log } = this.options;
    // The IPC channel is how a child learns that its supervisor is gone (see exit-with-parent.mjs).
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child = child;
    child.once('error', (error) => log.error({ err: error, child: name }, 'could not be started'));
    child.once('exit', (code, signal) => {
      if (this.child === child) this.child = null;
      if (!this.stopping) void this.revive(Date.now() - startedAt, code, signal);
    });
  }

  private async revive(livedMs: number, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    const { name, log, onGivenUp } = this.options;
    this.restarts = livedMs > STABLE_MS ? 1 : this.restarts + 1;
    if (this.restarts > MAX_RESTARTS) return onGivenUp(name);
    log.warn({ child: name, code, signal, restart: this.restarts }, 'died and is started again');
    await delay(Math.min(200 * 2 ** this.restarts, 5_000));
    if (!this.stopping) this.start();
  }

  /** SIGTERM, then SIGKILL when that is not heard. */
  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const heard = await Promise.race([exited.then(() => true), delay(STOP_MS, false, { ref: false })]);
    if (!heard) child.kill('SIGKILL');
    await exited;
  }
}
