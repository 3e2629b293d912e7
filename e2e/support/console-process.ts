import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export const OWNER = { email: 'owner@example.com', password: 'correct horse battery 9' };
export const PORT = Number(process.env.E2E_PORT ?? '3210');
export const ORIGIN = `http://127.0.0.1:${PORT}`;
const READY_MS = 240_000;
const STOP_MS = 30_000;

/** Where a console's output is kept, for stories that read its log. */
export const logFile = (fsRoot: string) => `${fsRoot}.log`;

export interface ConsoleProcess {
  readonly pid: number;
  output(): string;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
  /** SIGKILL to the supervisor alone: its children must notice. */
  kill(): Promise<void>;
}

/** Starts `npm run up`'s script on a port and `FS_ROOT` of the tests, as a user would, and waits for its ready line. */
export async function startConsole(fsRoot: string, extra: Record<string, string> = {}): Promise<ConsoleProcess> {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    PORT: String(PORT),
    FS_ROOT: fsRoot,
    ADMIN_EMAIL: OWNER.email,
    ADMIN_PASSWORD: OWNER.password,
    HEALTH_INTERVAL_MS: '2000',
    LOG_LEVEL: 'info',
    ...extra,
  };
  const child = spawn(process.execPath, ['scripts/up.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
    appendFileSync(logFile(fsRoot), chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const deadline = Date.now() + READY_MS;
  while (!text.includes('Tenantry ready:')) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the console did not start\n${text}`);
    await delay(100);
  }
  return { pid: child.pid ?? 0, output: () => text, stop: () => end(child, exited, 'SIGTERM', () => text), kill: () => end(child, exited, 'SIGKILL', () => text) };
}

async function end(child: ChildProcess, exited: Promise<void>, signal: NodeJS.Signals, output: () => string): Promise<void> {
  child.kill(signal);
  const late = delay(STOP_MS, 'late', { ref: false });
  if ((await Promise.race([exited, late])) === 'late') throw new Error(`the console did not stop on ${signal}\n${output()}`);
}
