import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { freePort } from '@/lib/embedded-postgres/free-port';

const SERVERS = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/libexec/mariadbd'];
const INSTALLERS = ['/usr/bin/mariadb-install-db', '/usr/local/bin/mariadb-install-db'];
const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 20_000;
/** Database that the server's own login signs in to. */
export const MARIADB_DATABASE = 'tenants';

export interface MariaDb {
  host: string;
  port: number;
  username: string;
  password: string;
  stop(): Promise<void>;
}

/** Why there is no MariaDB here; null when there is one. */
export function mariaDbMissing(): string | null {
  const found = [SERVERS, INSTALLERS].every((paths) => paths.some((path) => existsSync(path)));
  return found ? null : 'no MariaDB server was found (apt-get install mariadb-server-core)';
}

/** A real MariaDB on a free port in a folder of its own; nothing of it is left when it stops. */
export async function startMariaDb(options: readonly string[] = []): Promise<MariaDb> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-mariadb-'));
  const account = await unprivileged();
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  // Of its own: a server that starts sweeps temporary files of others out of a folder that they share.
  const temporary = join(folder, 'tmp');
  await mkdir(data);
  await mkdir(temporary);
  await chmod(folder, 0o711);
  const init = join(folder, 'init.sql');
  await writeFile(init, `CREATE DATABASE IF NOT EXISTS ${MARIADB_DATABASE};\nCREATE OR REPLACE USER admin@'%' IDENTIFIED BY '${password}';\nGRANT ALL PRIVILEGES ON *.* TO admin@'%' WITH GRANT OPTION;\n`);
  if (account) for (const path of [data, temporary, init]) await chown(path, account.uid, account.gid);
  await promisify(execFile)(pathOf(INSTALLERS), ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], { cwd: folder, ...account });
  const port = await freePort();
  const files = [`--datadir=${data}`, `--tmpdir=${temporary}`, `--socket=${join(data, 'socket')}`, `--pid-file=${join(data, 'pid')}`, `--init-file=${init}`];
  // What is lost when the machine fails is of no interest to a test.
  const quick = ['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0', '--innodb-buffer-pool-size=64M', '--skip-log-bin'];
  const child = spawn(pathOf(SERVERS), ['--no-defaults', ...files, `--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve', '--skip-ssl', '--max-connections=200', ...quick, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  });
  const server = { host: '127.0.0.1', port, username: 'admin', password };
  try {
    await untilReady(child, server);
  } catch (error) {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { ...server, stop: () => stop(child, folder) };
}

async function untilReady(child: ChildProcess, { host, port, username, password }: Omit<MariaDb, 'stop'>): Promise<void> {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
  for (const deadline = Date.now() + READY_DEADLINE_MS; ; ) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`MariaDB did not start: ${said}`);
    try {
      const connection = await createConnection({ host, port, user: username, password, database: MARIADB_DATABASE });
      await connection.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    await ended;
    clearTimeout(timer);
  }
  await rm(folder, { recursive: true, force: true });
}

const pathOf = (paths: readonly string[]): string => paths.find((path) => existsSync(path)) ?? paths[0] ?? '';

/** `mysql`, else `nobody`, when we are root; the server refuses to run as that. */
async function unprivileged(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry = ['mysql', 'nobody'].map((name) => lines.find((line) => line[0] === name)).find((line) => line !== undefined);
  if (!entry) throw new Error('MariaDB refuses to run as root, and there is neither a user "mysql" nor "nobody"');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
