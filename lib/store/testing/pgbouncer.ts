import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PostgresServer } from '@/lib/embedded-postgres';
import { serverEnvironment } from '@/lib/embedded-postgres/cluster';
import { freePort } from '@/lib/embedded-postgres/free-port';
import { processGone, signalProcess } from '@/lib/embedded-postgres/process-identity';
import { give, serverAccount } from '@/lib/embedded-postgres/run-as';

const BINARIES = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'];
const READY_MS = 10_000;
const POLL_MS = 25;
const STOP_MS = 3_000;
const BIND_ATTEMPTS = 3;

export interface PgBouncer {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Where PgBouncer is installed; null where it is not. */
export const findPgBouncer = (): string | null => BINARIES.find((path) => existsSync(path)) ?? null;

/**
 * Starts a real PgBouncer in transaction mode before a server of ours, open to every database and
 * every login of it: it learns their verifiers from the server itself.
 * @param poolSize backends per database and login.
 * @throws Error with the end of its log when it does not come up.
 */
export async function startPgBouncer(server: PostgresServer, { poolSize = 20 }: { poolSize?: number } = {}): Promise<PgBouncer> {
  const binary = findPgBouncer();
  if (!binary) throw new Error(`no PgBouncer among ${BINARIES.join(', ')}`);
  // It refuses to be root, as PostgreSQL does.
  const account = await serverAccount();
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-pgbouncer-'));
  await give(folder, account);
  await chmod(folder, 0o700);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const files = { 'pgbouncer.ini': settings(server, port, poolSize, folder), 'users.txt': `"${server.username}" "${server.password}"\n` };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text, { mode: 0o600 });
      await give(join(folder, name), account);
    }
    const started = await tryStart(binary, folder, port, account);
    if ('pid' in started) {
      return {
        host: '127.0.0.1',
        port,
        pid: started.pid,
        stop: async () => {
          await started.stop();
          await rm(folder, { recursive: true, force: true });
        },
      };
    }
    if (attempt < BIND_ATTEMPTS && /bind/.test(started.log)) continue;
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PgBouncer did not start:\n${started.log.trim().split('\n').slice(-8).join('\n')}`);
  }
}

/** Transaction mode; no wait after a refused sign-in, which tests bring about on purpose. */
function settings(server: PostgresServer, port: number, poolSize: number, folder: string): string {
  return `[databases]
* = host=${server.host} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users.txt')}
auth_user = ${server.username}
auth_query = SELECT usename, passwd FROM pg_catalog.pg_shadow WHERE usename = $1
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 400
server_login_retry = 0
server_idle_timeout = 1
`;
}

type Started = { pid: number; stop(): Promise<void> } | { log: string };

async function tryStart(binary: string, folder: string, port: number, account: { uid: number; gid: number } | null): Promise<Started> {
  const child = spawn(binary, ['-q', join(folder, 'pgbouncer.ini')], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: serverEnvironment(), ...(account ?? {}) });
  let log = '';
  let ended = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = `${log}${text}`.slice(-4_000)));
  child.once('error', (error) => ((ended = true), (log += error.message)));
  child.once('exit', () => (ended = true));
  const { pid } = child;
  const deadline = Date.now() + READY_MS;
  while (!ended && Date.now() < deadline) {
    if (await accepts(port)) break;
    await delay(POLL_MS);
  }
  if (ended || pid === undefined || Date.now() >= deadline) {
    if (pid !== undefined && !ended) signalProcess(pid, 'SIGKILL');
    return { log };
  }
  const endWithUs = () => signalProcess(pid, 'SIGKILL');
  process.once('exit', endWithUs);
  return {
    pid,
    stop: async () => {
      process.off('exit', endWithUs);
      signalProcess(pid, 'SIGTERM');
      if (!(await processGone(pid, STOP_MS))) signalProcess(pid, 'SIGKILL');
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
