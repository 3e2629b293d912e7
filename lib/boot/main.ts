import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readEnvironment } from '@/lib/env';
import { createLogger } from '@/lib/log';
import { SupervisedChild } from './child-process';
import { displayHost, prepareEnvironment } from './environment';
import { lockFsRoot } from './fs-root-lock';
import { setup } from './setup';

const HEALTHY_MS = 120_000;
const PRELOAD = ['--import', './lib/boot/exit-with-parent.mjs'];
const TSX = ['--import', 'tsx'];

/**
 * The supervisor of `up` and `dev`: takes `FS_ROOT`, starts Postgres if it is ours to start, sets
 * up, starts web and worker, says ready, and ends everything in order when told to.
 */
export async function supervise(source: NodeJS.ProcessEnv, options: { dev: boolean }): Promise<void> {
  const stop = stopRequest();
  const { fsRoot, logLevel } = readEnvironment(source);
  const log = createLogger(logLevel, 'up');
  const cleanups: (() => Promise<unknown>)[] = [];
  try {
    const lock = await lockFsRoot(fsRoot);
    cleanups.push(() => lock.release());
    const prepared = await prepareEnvironment(source, log);
    const { postgres } = prepared;
    if (postgres) cleanups.push(() => postgres.stop());
    for (const warning of prepared.warnings) process.stderr.write(`${warning}\n`);
    const { signIn } = await setup(prepared.env);
    const env = readEnvironment(prepared.env);
    const address = `http://${displayHost(env.host)}:${env.port}`;
    const serverFile = await writeServerFile(fsRoot, address);
    cleanups.push(() => rm(serverFile, { force: true }));
    const children = childrenOf(prepared.env, options.dev, env, log, stop.request);
    cleanups.push(() => Promise.all(children.map((child) => child.stop())));
    for (const child of children) child.start();
    if (!(await untilHealthy(address, stop.requested))) return;
    process.stdout.write(`Tenantry ready: ${address}\n${signInHint(signIn, address)}\n`);
    await stop.requested;
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error: unknown) => log.error({ err: error }, 'clean-up failed'));
  }
}

function childrenOf(env: NodeJS.ProcessEnv, dev: boolean, { host, port }: { host: string; port: number }, log: ReturnType<typeof createLogger>, giveUp: (reason: string) => void): SupervisedChild[] {
  const onGivenUp = (name: string) => giveUp(`${name} keeps dying`);
  const mode = dev ? 'development' : 'production';
  const shared = { env: { ...env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' } as NodeJS.ProcessEnv, log, onGivenUp };
  const next = ['node_modules/next/dist/bin/next', dev ? 'dev' : 'start', '-H', host, '-p', String(port)];
  return [
    new SupervisedChild({ ...shared, name: 'web', args: [...PRELOAD, ...next] }),
    new SupervisedChild({ ...shared, name: 'worker', args: [...PRELOAD, ...TSX, 'lib/worker/main.ts'] }),
  ];
}

/** Resolves at the first SIGINT or SIGTERM, or when the supervisor itself gives up; later signals change nothing. */
function stopRequest(): { requested: Promise<string>; request: (reason: string) => void } {
  let request: (reason: string) => void = () => undefined;
  const requested = new Promise<string>((resolve) => {
    request = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => request(signal));
  return {
    requested,
    request: (reason) => {
      process.stderr.write(`${reason}\n`);
      process.exitCode = 1;
      request(reason);
    },
  };
}

async function untilHealthy(address: string, stopped: Promise<unknown>): Promise<boolean> {
  let ended = false;
  void stopped.then(() => (ended = true));
  for (const deadline = Date.now() + HEALTHY_MS; Date.now() < deadline && !ended; await delay(100)) {
    const response = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (response?.ok) return true;
  }
  if (!ended) throw new Error(`the console did not answer at ${address} within ${HEALTHY_MS / 1000} s`);
  return false;
}

/** For the command line on this machine: whoever may read it acts as owner. */
export async function writeServerFile(fsRoot: string, address: string): Promise<string> {
  const directory = join(fsRoot, 'run');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'server.json');
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify({ address, pid: process.pid, key: `tnl_${randomBytes(32).toString('base64url')}` }), { mode: 0o600 });
  return file;
}

function signInHint(signIn: Awaited<ReturnType<typeof setup>>['signIn'], address: string): string {
  if (signIn.kind === 'link') return `Make the first admin: ${address}${signIn.path}`;
  return signIn.kind === 'admin' ? `Sign in as ${signIn.email} with ADMIN_PASSWORD` : 'Sign in with an admin account of yours';
}
