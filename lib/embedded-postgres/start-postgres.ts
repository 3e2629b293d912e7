import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { copyBinaries, makeLibraryLinks, packagedBinaries, reachableByOthers } from './binaries';
import { ensureDatabases } from './databases';
import { serverUser, type OsUser } from './os-user';

export interface PostgresOptions {
  /** Data directory; made by initdb when it is not one. */
  dataDir: string;
  /** Absent: a free one. */
  port?: number;
  databases?: string[];
  /** `bin` folder of another installation. Absent: the packaged server. */
  binDir?: string;
  /** Where the packaged binaries are copied when the server's user cannot reach them. */
  copyTo?: string;
  /** False leaves out fsync: for servers that are thrown away. */
  durable?: boolean;
}

export interface PostgresCluster {
  host: string;
  port: number;
  username: string;
  password: string;
  pid: number;
  dsn(database: string): string;
  /** Fast shutdown; waits until it is down. */
  stop(): Promise<void>;
  /** SIGKILL to the postmaster; waits until it is gone. */
  kill(): Promise<void>;
}

const run = promisify(execFile);
const HOST = '127.0.0.1';
const USERNAME = 'postgres';
const MAX_CONNECTIONS = 150;
const READY_MS = 30_000;
const STOP_MS = 30_000;

/** Starts a PostgreSQL server on loopback, in a session of its own, and waits until it takes connections. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresCluster> {
  const user = await serverUser();
  const binDir = options.binDir ?? (await packagedBinDir(user, options.copyTo));
  await prepareDirectory(options.dataDir, user);
  // A temporary folder is made 0700 by root; the server's user must be able to walk through it.
  if (user && options.durable === false) await chmod(dirname(options.dataDir), 0o711);
  const password = await initialise(binDir, options, user);
  const port = options.port ?? (await freePort());
  const pid = await launch(binDir, options, port, user);
  const cluster = clusterOf({ pid, port, password });
  try {
    await ensureDatabases(cluster.dsn('postgres'), options.databases ?? [], READY_MS, () => isAlive(pid));
  } catch (error) {
    await cluster.kill();
    const log = await readFile(join(options.dataDir, 'server.log'), 'utf8').catch(() => '');
    throw new Error(`PostgreSQL did not start\n${log.slice(-2000)}`, { cause: error });
  }
  return cluster;
}

/** A server known by its pid, port and password, whoever started it. */
export function clusterOf({ pid, port, password }: { pid: number; port: number; password: string }): PostgresCluster {
  return {
    host: HOST,
    port,
    username: USERNAME,
    password,
    pid,
    dsn: (database) => `postgres://${USERNAME}:${password}@${HOST}:${port}/${encodeURIComponent(database)}`,
    // SIGINT is the fast shutdown (PostgreSQL manual, 18.5).
    stop: () => end(pid, 'SIGINT'),
    kill: () => end(pid, 'SIGKILL'),
  };
}

async function packagedBinDir(user: OsUser | null, copyTo: string | undefined): Promise<string> {
  const native = packagedBinaries();
  await makeLibraryLinks(native);
  if (user === null || (await reachableByOthers(native))) return join(native, 'bin');
  return join(await copyBinaries(native, copyTo ?? join(tmpdir(), 'tenantry-postgres-binaries')), 'bin');
}

async function prepareDirectory(dataDir: string, user: OsUser | null): Promise<void> {
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (user) await chown(dataDir, user.uid, user.gid);
}

/** initdb, once; the password is random, and kept in a file that only the server's user reads. */
async function initialise(binDir: string, options: PostgresOptions, user: OsUser | null): Promise<string> {
  const file = join(options.dataDir, 'superuser.password');
  try {
    await access(join(options.dataDir, 'PG_VERSION'));
    return (await readFile(file, 'utf8')).trim();
  } catch {
    // A first initdb that was killed leaves a directory without PG_VERSION, which the next one would refuse.
    await rm(options.dataDir, { recursive: true, force: true });
    await prepareDirectory(options.dataDir, user);
  }
  const password = randomBytes(24).toString('base64url');
  const outside = `${options.dataDir}.password`;
  await writeFile(outside, password, { mode: 0o600 });
  if (user) await chown(outside, user.uid, user.gid);
  const sync = options.durable === false ? ['--no-sync'] : [];
  const arguments_ = ['-D', options.dataDir, '-U', USERNAME, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '-k', `--pwfile=${outside}`, ...sync];
  await run(join(binDir, 'initdb'), arguments_, { cwd: options.dataDir, env: { NODE_ENV: 'production', LC_ALL: 'C' }, ...user });
  await writeFile(file, password, { mode: 0o600 });
  if (user) await chown(file, user.uid, user.gid);
  await rm(outside, { force: true });
  return password;
}

async function launch(binDir: string, options: PostgresOptions, port: number, user: OsUser | null): Promise<number> {
  const logFile = join(options.dataDir, 'server.log');
  const log = await open(logFile, 'a', 0o600);
  const fast = options.durable === false ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : [];
  const settings = ['-c', `listen_addresses=${HOST}`, '-c', 'unix_socket_directories=', '-c', `max_connections=${MAX_CONNECTIONS}`, '-c', 'log_destination=stderr'];
  const child = spawn(join(binDir, 'postgres'), ['-D', options.dataDir, '-p', String(port), ...settings, ...fast], {
    cwd: options.dataDir,
    // A session of its own: Ctrl-C in the terminal is for the supervisor, which stops this in order.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { NODE_ENV: 'production', LC_ALL: 'C' },
    ...user,
  });
  child.unref();
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  await log.close();
  if (child.pid === undefined) throw new Error('PostgreSQL has no pid');
  return child.pid;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  try {
    process.kill(pid, signal);
  } catch {
    return;
  }
  for (const deadline = Date.now() + STOP_MS; isAlive(pid); await delay(20)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (pid ${pid}) did not stop`);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
