import pg from 'pg';
import { SUPERUSER } from './cluster';
import { processGone, signalProcess } from './process-identity';

const HOST = '127.0.0.1';
const FAST_STOP_MS = 6_000;
const IMMEDIATE_STOP_MS = 2_000;

/** A PostgreSQL server of ours that runs. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly pid: number;
  /** `postgres://…` of one of its databases, as superuser. */
  dsn(database: string): string;
  /** Ends connections, writes all, waits until the process is gone. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would be. */
  kill(): Promise<void>;
}

/** The handle of a server process, started by us or adopted. `ended` is told once, when we end it. */
export function serverHandle(o: { pid: number; port: number; password: string; ended?: () => void }): PostgresServer {
  const { pid, port, password } = o;
  return {
    host: HOST,
    port,
    username: SUPERUSER,
    password,
    pid,
    dsn: (database) => `postgres://${SUPERUSER}:${encodeURIComponent(password)}@${HOST}:${port}/${encodeURIComponent(database)}`,
    async stop() {
      await stopPostmaster(pid);
      o.ended?.();
    },
    async kill() {
      signalProcess(pid, 'SIGKILL');
      await processGone(pid, IMMEDIATE_STOP_MS);
      o.ended?.();
    },
  };
}

/** Fast shutdown (SIGINT); immediate when that takes too long; SIGKILL at last. */
export async function stopPostmaster(pid: number): Promise<void> {
  signalProcess(pid, 'SIGINT');
  if (await processGone(pid, FAST_STOP_MS)) return;
  signalProcess(pid, 'SIGQUIT');
  if (await processGone(pid, IMMEDIATE_STOP_MS)) return;
  signalProcess(pid, 'SIGKILL');
  await processGone(pid, IMMEDIATE_STOP_MS);
}

/** Runs `work` on a connection to the maintenance database and closes it. */
export async function withMaintenance<T>(target: { port: number; password: string }, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host: HOST, port: target.port, user: SUPERUSER, password: target.password, database: 'postgres', connectionTimeoutMillis: 5_000 });
  // Without a listener, a server that goes away would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the databases that are not there yet. */
export async function createDatabases(target: { port: number; password: string }, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await withMaintenance(target, async (client) => {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const there = new Set(rows.map((row) => row.datname));
    for (const name of names) {
      if (!there.has(name)) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    }
  });
}
