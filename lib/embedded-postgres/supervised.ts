import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import type { Logger } from '@/lib/log';
import { ensureDatabases } from './databases';
import { serverUser } from './os-user';
import { clusterOf, freePort, isAlive, startPostgres, type PostgresCluster } from './start-postgres';

/** The console's records, and the tenants' schemas. */
export const EMBEDDED_DATABASES = ['tenantry', 'tenants'];
/** Where root keeps them: the server's user can reach neither data nor binaries below a 0700 home. */
const ROOT_HOME = '/var/lib/tenantry';
const ADOPT_MS = 30_000;

/**
 * The product's own Postgres: data under `FS_ROOT/postgres`, or, as root, under `/var/lib/tenantry`
 * with a pointer in `FS_ROOT`. A server that outlived its parent is adopted as it is.
 */
export async function startEmbedded(options: { fsRoot: string; log: Logger }): Promise<PostgresCluster & { adopted: boolean }> {
  const home = await homeOf(options.fsRoot);
  const dataDir = join(home, 'data');
  const adopted = await adopt(dataDir, options.log);
  if (adopted) return { ...adopted, adopted: true };
  const port = await rememberedPort(options.fsRoot);
  const cluster = await startPostgres({ dataDir, port, databases: EMBEDDED_DATABASES, copyTo: join(home, 'binaries') });
  await writeFile(portFile(options.fsRoot), String(port), { mode: 0o600 });
  return { ...cluster, adopted: false };
}

async function homeOf(fsRoot: string): Promise<string> {
  await mkdir(fsRoot, { recursive: true, mode: 0o700 });
  if ((await serverUser()) === null) return join(fsRoot, 'postgres');
  const pointer = join(fsRoot, 'postgres.location');
  try {
    return (await readFile(pointer, 'utf8')).trim();
  } catch {
    const home = join(ROOT_HOME, createHash('sha256').update(fsRoot).digest('hex').slice(0, 16));
    // A pointer that is not there means this FS_ROOT has no data yet; what lies there belongs to one that is gone.
    await rm(home, { recursive: true, force: true });
    await mkdir(home, { recursive: true, mode: 0o755 });
    await writeFile(pointer, `${home}\n`, { mode: 0o600 });
    return home;
  }
}

/** The first line of `postmaster.pid` is the pid, the fourth the port (PostgreSQL manual, 66.1). */
async function adopt(dataDir: string, log: Logger): Promise<PostgresCluster | null> {
  const file = join(dataDir, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!isAlive(pid) || !(await isOurs(pid, dataDir))) {
    await rm(file, { force: true });
    return null;
  }
  const password = (await readFile(join(dataDir, 'superuser.password'), 'utf8')).trim();
  const cluster = clusterOf({ pid, port, password });
  try {
    await ensureDatabases(cluster.dsn('postgres'), EMBEDDED_DATABASES, ADOPT_MS, () => isAlive(pid));
    log.info({ pid, port }, 'adopted the PostgreSQL of a parent that is gone');
    return cluster;
  } catch {
    // It lives and does not answer: stopped, so that a fresh one can recover the data.
    await cluster.stop();
    return null;
  }
}

/** Another process may have got the pid since. Where the system does not tell its command, it is taken for ours. */
async function isOurs(pid: number, dataDir: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null ? process.platform !== 'linux' : command.includes('postgres') && command.includes(dataDir);
}

const portFile = (fsRoot: string) => join(fsRoot, 'postgres.port');

/** The same port at every start, as long as it is free. */
async function rememberedPort(fsRoot: string): Promise<number> {
  const port = Number(await readFile(portFile(fsRoot), 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 0 && !(await isTaken(port)) ? port : freePort();
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
