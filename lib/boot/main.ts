import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setup } from '@/lib/boot/setup';
import { startEmbedded } from '@/lib/embedded-postgres/supervised';
import { EnvironmentError, readEnvironment, type Environment } from '@/lib/env';
import { redactText } from '@/lib/log';
import { keepAlive, pause, type Child } from './child';
import { childEnvironment, needsEmbedded, requireVariables, usableAddress } from './environment';
import { lockFsRoot } from './fs-root-lock';
import { writeServerFile } from './server-file';

export interface ServeOptions {
  source: NodeJS.ProcessEnv;
  /** `up`: embedded PostgreSQL, keys and the worker too. `start`: the web server alone, all given. */
  mode: 'up' | 'start';
  /** Hot reload. */
  dev: boolean;
  /** Aborted: everything that was started is stopped. */
  signal: AbortSignal;
  print: (line: string) => void;
  warn: (line: string) => void;
  /** Arguments of Node for the two programs, and what is done before; tests give their own. */
  programs?: { web: string[]; worker: string[] };
  prepare?: typeof setup;
}

/** They say what to do; where they were thrown helps nobody. */
const OWN_ERRORS = ['EnvironmentError', 'FsRootLockedError'];
const HEALTHY_MS = 60_000;
const PORT_WAIT_MS = 8_000;
const WEB_STOP_MS = 3_000;
const WORKER_STOP_MS = 3_000;
const WEB_MAX_DEATHS = 4;

/**
 * Serves the console until told to stop, and stops all it started in the reverse order.
 * @returns exit status: 0 stopped as asked, 1 it could not serve (said on `warn`).
 */
export async function serve(o: ServeOptions): Promise<number> {
  const undo: (() => Promise<void>)[] = [];
  try {
    return await start(o, (step) => undo.unshift(step));
  } catch (error) {
    if (o.signal.aborted) return 0;
    o.warn(explain(error));
    return 1;
  } finally {
    for (const step of undo) await step().catch((error: unknown) => o.warn(explain(error)));
  }
}

async function start(o: ServeOptions, later: (undo: () => Promise<void>) => void): Promise<number> {
  const env = o.mode === 'up' ? readEnvironment(o.source) : requireVariables(o.source);
  await mkdir(env.fsRoot, { recursive: true, mode: 0o700 });
  const lock = await lockFsRoot(env.fsRoot);
  later(() => lock.release());
  await waitForPort(env, o.signal);
  const childEnv = await environmentOf(o, env, later);
  if (o.signal.aborted) return 0;
  const { signIn } = await (o.prepare ?? setup)(childEnv);
  if (o.signal.aborted) return 0;
  const address = usableAddress(env.host, env.port);
  later(await writeServerFile(env.fsRoot, address));
  const children = startChildren(o, env, childEnv);
  later(async () => {
    await children.web.stop(WEB_STOP_MS);
    await children.worker?.stop(WORKER_STOP_MS);
  });
  const gaveUp = children.web.gaveUp.then(() => 'gave up' as const);
  const asked = new Promise<'asked'>((resolve) => {
    if (o.signal.aborted) resolve('asked');
    o.signal.addEventListener('abort', () => resolve('asked'), { once: true });
  });
  if ((await Promise.race([gaveUp, asked, healthy(address, o.signal)])) === 'healthy') {
    o.print(`Tenantry ready: ${address}`);
    o.print(howToSignIn(signIn, address));
  }
  if ((await Promise.race([gaveUp, asked])) === 'asked') return 0;
  o.warn('The web server keeps ending: stopping everything.');
  return 1;
}

async function environmentOf(o: ServeOptions, env: Environment, later: (undo: () => Promise<void>) => void): Promise<NodeJS.ProcessEnv> {
  const base = { ...o.source, NODE_ENV: o.dev ? ('development' as const) : ('production' as const), NEXT_TELEMETRY_DISABLED: '1' };
  if (o.mode === 'start') return { ...base, FS_ROOT: env.fsRoot };
  const embedded = needsEmbedded(env) ? await startEmbedded({ fsRoot: env.fsRoot, log: { info: o.warn } }) : null;
  if (embedded) later(() => embedded.stop());
  return childEnvironment({ source: base, env, dsn: embedded && ((database) => embedded.dsn(database)), warn: o.warn });
}

function startChildren(o: ServeOptions, env: Environment, childEnv: NodeJS.ProcessEnv): { web: Child; worker: Child | null } {
  const guard = ['--import', './lib/boot/exit-with-parent.mjs'];
  const web = o.programs?.web ?? ['node_modules/next/dist/bin/next', o.dev ? 'dev' : 'start', '-H', env.host, '-p', String(env.port)];
  const worker = o.programs?.worker ?? ['--import', 'tsx', 'lib/worker/main.ts'];
  return {
    web: keepAlive({ name: 'web server', args: [...guard, ...web], env: childEnv, showOutput: o.dev, maxDeaths: WEB_MAX_DEATHS }, o.warn),
    worker: o.mode === 'start' ? null : keepAlive({ name: 'worker', args: [...guard, ...worker], env: childEnv, showOutput: true }, o.warn),
  };
}

/** Children of a supervisor that was killed need a moment to notice. */
async function waitForPort(env: Environment, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + PORT_WAIT_MS;
  for (let problem = await listenProblem(env); problem !== null; problem = await listenProblem(env)) {
    if (problem !== 'EADDRINUSE' || Date.now() > deadline || signal.aborted) {
      throw new EnvironmentError([{ variable: problem === 'EADDRINUSE' ? 'PORT' : 'HOST', reason: `cannot listen on ${env.host}:${env.port} (${problem}): choose another, or stop what listens there` }]);
    }
    await pause(100, signal);
  }
}

function listenProblem(env: Environment): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port: env.port, host: env.host }, () => server.close(() => resolve(null)));
  });
}

async function healthy(address: string, signal: AbortSignal): Promise<'healthy'> {
  const deadline = Date.now() + HEALTHY_MS;
  while (!signal.aborted) {
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.ok) return 'healthy';
    if (Date.now() > deadline) throw new Error(`the web server does not answer at ${address}/healthz`);
    await pause(100, signal);
  }
  return new Promise<never>(() => undefined);
}

function howToSignIn(signIn: Awaited<ReturnType<typeof setup>>['signIn'], address: string): string {
  switch (signIn.kind) {
    case 'admin':
      return `Sign in as ${signIn.email} with ADMIN_PASSWORD.`;
    case 'existing':
      return 'Sign in with your account.';
    case 'link':
      return `Make the first account here (the link works once): ${address}${signIn.path}`;
  }
}

/** Words for the terminal: our own errors say what to do, others show where they come from. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return redactText(String(error));
  return OWN_ERRORS.includes(error.name) ? error.message : redactText(error.stack ?? error.message);
}
