import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that the supervisor keeps alive. */
export interface ChildSpec {
  name: string;
  /** Arguments of this Node. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** False: what it says on standard output is dropped (errors go to standard error). */
  showOutput: boolean;
  /** Deaths within a minute after which it is given up; absent: never. */
  maxDeaths?: number;
}

export interface Child {
  /** Told when it died too often. */
  readonly gaveUp: Promise<void>;
  /** SIGTERM, and SIGKILL when that takes more than `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const MINUTE_MS = 60_000;
const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 30_000;

/** Starts a program and starts it anew, ever more slowly, whenever it dies. */
export function keepAlive(spec: ChildSpec, warn: (line: string) => void): Child {
  const stopping = new AbortController();
  const current: { child: ChildProcess | null; gone: Promise<void> } = { child: null, gone: Promise.resolve() };
  const gaveUp = (async () => {
    const deaths: number[] = [];
    while (!stopping.signal.aborted) {
      const run = start(spec);
      current.child = run.child;
      current.gone = run.ended.then(() => undefined);
      const why = await run.ended;
      // A signal to the whole process group may end the child before we hear of it.
      await pause(200, stopping.signal);
      if (stopping.signal.aborted) break;
      const now = Date.now();
      deaths.push(now);
      while ((deaths[0] ?? now) < now - MINUTE_MS) deaths.shift();
      warn(`The ${spec.name} ended (${why}).`);
      if (spec.maxDeaths !== undefined && deaths.length >= spec.maxDeaths) return;
      await pause(Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (deaths.length - 1)), stopping.signal);
    }
    await new Promise<never>(() => undefined);
  })();
  return {
    gaveUp,
    async stop(graceMs) {
      stopping.abort();
      current.child?.kill('SIGTERM');
      const late = new AbortController();
      const timer = pause(graceMs, late.signal).then(() => {
        if (!late.signal.aborted) current.child?.kill('SIGKILL');
      });
      await current.gone;
      late.abort();
      await timer;
    },
  };
}

function start(spec: ChildSpec): { child: ChildProcess; ended: Promise<string> } {
  const child = spawn(process.execPath, spec.args, { env: { ...spec.env, TENANTRY_SUPERVISOR: String(process.pid) }, stdio: ['ignore', spec.showOutput ? 'inherit' : 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  return { child, ended };
}

/** Waits, or until aborted; never throws. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
