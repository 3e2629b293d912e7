import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { locateBinaries } from './binaries';
import { clusterPassword, createCluster, isCluster, serverEnvironment } from './cluster';
import { freePort } from './free-port';
import { processGone, signalProcess } from './process-identity';
import { give, openWay, serverAccount, type Account } from './run-as';
import { createDatabases, serverHandle, withMaintenance, type PostgresServer } from './server';

export type { PostgresServer } from './server';

export interface PostgresOptions {
  /** Made when it holds no cluster yet. As root, owned by the user the server runs as. */
  dataDir: string;
  /** Absent: a free one. */
  port?: number;
  /** Made when missing. */
  databases?: readonly string[];
  /** Folder of `initdb` and `postgres`; absent: the npm package's. */
  binDir?: string;
  /** Where the package's binaries are copied when the server's user cannot reach them. */
  copiesDir?: string;
  /** False for throw-away tests: nothing is synced, and the server ends with this process. Default true. */
  durable?: boolean;
}

const READY_MS = 30_000;
const POLL_MS = 25;
const BIND_ATTEMPTS = 3;
/** What a start meets for a moment after a kill, until the last backend noticed. */
const STILL_ENDING = /shared memory block|lock file .* already exists/;
const PORT_TAKEN = /could not (bind|create any TCP)/;

/**
 * Starts a PostgreSQL server of its own on the loopback address and waits until it answers. It runs
 * in a session of its own: a terminal's Ctrl-C does not reach it.
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  const durable = options.durable ?? true;
  const account = await serverAccount();
  await openWay(dataDir, account);
  const binDir = await locateBinaries(account, options);
  if (!isCluster(dataDir)) await createCluster({ dataDir, binDir, account, durable });
  const password = await clusterPassword(dataDir);
  const deadline = Date.now() + READY_MS;
  for (let attempt = 1; ; ) {
    const port = options.port ?? (await freePort());
    const outcome = await tryStart({ dataDir, binDir, account, durable, port, password });
    if ('server' in outcome) {
      await createDatabases({ port, password }, options.databases ?? []);
      return outcome.server;
    }
    const again = STILL_ENDING.test(outcome.log) || (options.port === undefined && PORT_TAKEN.test(outcome.log) && attempt++ < BIND_ATTEMPTS);
    if (!again || Date.now() > deadline) throw new Error(`PostgreSQL did not start in ${dataDir}:\n${outcome.log.trim().split('\n').slice(-8).join('\n')}`);
    await delay(POLL_MS * 4);
  }
}

interface Start {
  dataDir: string;
  binDir: string;
  account: Account | null;
  durable: boolean;
  port: number;
  password: string;
}

async function tryStart(start: Start): Promise<{ server: PostgresServer } | { log: string }> {
  const logFile = join(start.dataDir, 'server.log');
  const log = await open(logFile, 'w', 0o600);
  await give(logFile, start.account);
  const child = spawn(join(start.binDir, 'postgres'), serverArguments(start), {
    env: serverEnvironment(),
    cwd: start.dataDir,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...(start.account ?? {}),
  });
  const ended: { why: string | null } = { why: null };
  child.once('error', (error) => (ended.why = error.message));
  child.once('exit', () => (ended.why ??= ''));
  await log.close();
  child.unref();
  const pid = child.pid;
  if (pid === undefined || !(await answers(start, ended))) {
    if (pid !== undefined && ended.why === null) signalProcess(pid, 'SIGQUIT');
    if (pid !== undefined) await processGone(pid, 2_000);
    return { log: `${await readFile(logFile, 'utf8')}\n${ended.why ?? 'it does not answer'}` };
  }
  const endWithUs = () => signalProcess(pid, 'SIGQUIT');
  if (!start.durable) process.once('exit', endWithUs);
  return { server: serverHandle({ pid, port: start.port, password: start.password, ended: () => process.off('exit', endWithUs) }) };
}

function serverArguments({ dataDir, port, durable }: Start): string[] {
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=150', 'password_encryption=scram-sha-256', 'logging_collector=off'];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  return ['-D', dataDir, ...settings.flatMap((setting) => ['-c', setting])];
}

async function answers(start: Start, ended: { why: string | null }): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (ended.why === null && Date.now() < deadline) {
    // Asked for its folder: on a port that was taken, another server would answer.
    const directory = await withMaintenance(start, async (client) => (await client.query<{ data_directory: string }>('SHOW data_directory')).rows[0]?.data_directory).catch(() => null);
    if (directory === start.dataDir) return true;
    await delay(POLL_MS);
  }
  return false;
}
