import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startPostgres } from '.';
import { STATE_DIR } from './binaries';
import { clusterPassword, isCluster } from './cluster';
import { freePort, isPortFree } from './free-port';
import { processCommand, processStart } from './process-identity';
import { serverAccount } from './run-as';
import { createDatabases, serverHandle, stopPostmaster, withMaintenance, type PostgresServer } from './server';

/** The console's records, and the default server's tenants. */
export const EMBEDDED_DATABASES = { records: 'tenantry', tenants: 'tenants' } as const;
const POINTER = 'postgres.location';
const PORT_FILE = 'port';
const DATABASES = Object.values(EMBEDDED_DATABASES);

interface Log {
  info(message: string): void;
}

/** A server of the product, with whether it was found running. */
export interface EmbeddedServer extends PostgresServer {
  readonly adopted: boolean;
}

/**
 * The embedded PostgreSQL of one `FS_ROOT`: started, or adopted when a killed parent left it running.
 * Data lies in `FS_ROOT/postgres`; as root below `/var/lib/tenantry`, named in `FS_ROOT/postgres.location`.
 * Its port is chosen once and kept as long as it is free.
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function startEmbedded(options: { fsRoot: string; log: Log }): Promise<EmbeddedServer> {
  const home = await homeOf(resolve(options.fsRoot));
  const dataDir = join(home, 'data');
  const running = await runningServer(dataDir);
  if (running) {
    options.log.info(`Adopting the PostgreSQL that still runs (pid ${running.pid}).`);
    await createDatabases(running, DATABASES);
    return { ...running, adopted: true };
  }
  const port = await choosePort(home);
  const server = await startPostgres({ dataDir, port, databases: DATABASES, copiesDir: join(home, 'binaries') });
  return { ...server, adopted: false };
}

/** Folder of data, binaries and port; made when missing. */
async function homeOf(fsRoot: string): Promise<string> {
  await mkdir(fsRoot, { recursive: true });
  if ((await serverAccount()) === null) {
    const home = join(fsRoot, 'postgres');
    await mkdir(home, { recursive: true, mode: 0o700 });
    return home;
  }
  const pointer = join(fsRoot, POINTER);
  const remembered = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  // The pointer wins over the hash, so that a moved FS_ROOT finds its data again.
  const home = remembered || freshHome(fsRoot);
  await mkdir(home, { recursive: true, mode: 0o755 });
  if (!remembered) await writeFile(pointer, `${home}\n`, { mode: 0o600 });
  return home;
}

/** Without a pointer, data of that name belongs to an FS_ROOT that was deleted: other keys sealed it. */
function freshHome(fsRoot: string): string {
  const home = join(STATE_DIR, createHash('sha256').update(fsRoot).digest('hex').slice(0, 16));
  return existsSync(home) ? `${home}-${randomBytes(4).toString('hex')}` : home;
}

async function choosePort(home: string): Promise<number> {
  const file = join(home, PORT_FILE);
  const remembered = Number(await readFile(file, 'utf8').catch(() => ''));
  if (Number.isInteger(remembered) && remembered > 0 && remembered < 65_536 && (await isPortFree(remembered))) return remembered;
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}

/**
 * The server that `postmaster.pid` names, if that process is it and answers. A server of ours that
 * does not answer is stopped; a file that names a dead or a foreign process is removed, since
 * PostgreSQL itself refuses to start when the number was given to another process.
 */
async function runningServer(dataDir: string): Promise<PostgresServer | null> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file) || !isCluster(dataDir)) return null;
  // Lines by miscadmin.h: pid, data directory, start time, port, …
  const lines = (await readFile(file, 'utf8')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 1) || (await processStart(pid)) === null || !(await processCommand(pid)).includes(dataDir)) {
    await rm(file, { force: true });
    return null;
  }
  const password = await clusterPassword(dataDir);
  const directory = await withMaintenance({ port, password }, async (client) => (await client.query<{ data_directory: string }>('SHOW data_directory')).rows[0]?.data_directory).catch(() => null);
  if (directory === dataDir) return serverHandle({ pid, port, password });
  await stopPostmaster(pid);
  return null;
}
