import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleSqlite } from 'drizzle-orm/sqlite-proxy';
import { Client, Pool, type ClientConfig } from 'pg';
import { pgKit, RECORDS_SCHEMA, sqliteKit } from '@/drizzle/kit';
import { recordsTables, type RecordsTables } from '@/drizzle/schema/tables';
import type { Logger } from '@/lib/log';
import { Breaker } from './breaker';
import { Doorbell, type PublishListener } from './doorbell';
import { LibsqlThread } from './libsql-thread';
import { NotifyListener } from './notify-listener';
import { isUnreachable, translateRecordsError } from './translate-error';

/** Statements that both dialects build alike; nothing else is to be used by a repository. */
export type Queries = Pick<PgDatabase<PgQueryResultHKT, Record<string, never>>, 'select' | 'insert' | 'update' | 'delete'>;

/** Inside a transaction: statements, and a lock that other processes wait for until the transaction ends. */
export interface TransactionQueries extends Queries {
  lock(name: string): Promise<void>;
  /** Wakes the listeners of every process once committed. */
  notify(): Promise<void>;
}

/** A raw statement, for migrations. Rows are arrays of values. */
export type RawExecute = (statement: string, params?: unknown[]) => Promise<unknown[][]>;

export interface RecordsDatabase {
  readonly tables: RecordsTables;
  /** Folder below `drizzle/migrations`, and the ledger's qualified name. */
  readonly migrations: { folder: string; prepare: readonly string[]; ledger: string; placeholders: readonly [string, string] };
  /** Statements outside a transaction. @throws AppError `server_unreachable` or `internal` */
  use<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** All or nothing; locks are held to its end. @throws AppError as {@link use} */
  transaction<T>(work: (queries: TransactionQueries) => Promise<T>): Promise<T>;
  rawTransaction<T>(lock: string, work: (execute: RawExecute) => Promise<T>): Promise<T>;
  /** Hears `notify`, of this process and others. */
  readonly listener: PublishListener;
  close(): Promise<void>;
}

const NOTIFY_CHANNEL = 'tenantry_records';
const POOL_SIZE = 6;
/** A server that answers nothing must not hold up the end of a process. */
const CLOSE_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Client-side, so that it works behind a pooler too. A migration may take its time. */
const QUERY_TIMEOUT_MS = 10_000;
const MIGRATION_TIMEOUT_MS = 600_000;

/** The console's records on Postgres. Connects on first use. */
export function openPostgresRecords(dsn: string, log: Logger): RecordsDatabase {
  const config: ClientConfig = { connectionString: dsn, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true, application_name: 'tenantry-records' };
  const pool = new Pool({ ...config, max: POOL_SIZE, idleTimeoutMillis: 30_000, query_timeout: QUERY_TIMEOUT_MS });
  // Without a listener a dropped idle connection would end the process.
  pool.on('error', (error) => log.warn({ code: (error as { code?: string }).code }, 'idle records connection lost'));
  // And so would one that drops inside a transaction, between two statements: the next statement tells it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = drizzlePg(pool);
  const breaker = new Breaker(isUnreachable);
  const guarded = <T>(work: () => Promise<T>) => translated(() => breaker.run(work));
  const listener = new NotifyListener(() => new Client({ ...config, query_timeout: QUERY_TIMEOUT_MS }), NOTIFY_CHANNEL, log);
  return {
    tables: recordsTables(pgKit),
    migrations: { folder: 'postgres', prepare: [`CREATE SCHEMA IF NOT EXISTS "${RECORDS_SCHEMA}"`], ledger: `"${RECORDS_SCHEMA}"."_migrations"`, placeholders: ['$1', '$2'] },
    use: (work) => guarded(() => work(db)),
    transaction: (work) => guarded(() => inTransaction(pool, work)),
    rawTransaction: (lock, work) => guarded(() => rawPostgres(pool, lock, work)),
    listener,
    close: async () => {
      await listener.close();
      await within(CLOSE_MS, pool.end());
    },
  };
}

/** By hand and not by drizzle: it would ask a connection that does not answer to roll back, and give it back as good. */
async function inTransaction<T>(pool: Pool, work: (queries: TransactionQueries) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const tx = drizzlePg(client);
  try {
    await client.query('BEGIN');
    const result = await work(
      Object.assign(tx, {
        lock: async (name: string) => void (await tx.execute(sql`select pg_advisory_xact_lock(${lockKey(name)}::bigint)`)),
        notify: async () => void (await tx.execute(sql`select pg_notify(${NOTIFY_CHANNEL}, '')`)),
      }),
    );
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    const clean = !isUnreachable(error) && (await client.query('ROLLBACK').then(() => true, () => false));
    client.release(!clean);
    throw error;
  }
}

async function rawPostgres<T>(pool: Pool, lock: string, work: (execute: RawExecute) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // Per statement, over the pool's own: pg reads it, its types leave it out.
  const patient = { query_timeout: MIGRATION_TIMEOUT_MS };
  let broken = false;
  try {
    await client.query('BEGIN');
    await client.query({ ...patient, text: 'SELECT pg_advisory_xact_lock($1::bigint)', values: [lockKey(lock)] });
    const result = await work(async (statement, params) =>
      params?.length
        ? (await client.query<unknown[]>({ ...patient, text: statement, values: params, rowMode: 'array' })).rows
        : (await client.query<unknown[]>({ ...patient, text: statement, rowMode: 'array' })).rows,
    );
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The console's records in `FS_ROOT/records/records.db`. Opens on first use. */
export function openLibsqlRecords(fsRoot: string): RecordsDatabase {
  const thread = new LibsqlThread(join(fsRoot, 'records', 'records.db'));
  const queriesOn = (execute: (statement: string, params: unknown[]) => Promise<unknown[][]>): Queries =>
    // The cast between the dialects, query half (the other is in drizzle/kit.ts). Sound because `Queries` has only
    // the four builders, which both dialects chain and await alike; the contract suite runs every repository on both.
    drizzleSqlite(async (statement, params, method) => {
      const rows = await execute(statement, params);
      return { rows: method === 'get' ? (rows[0] ?? []) : rows };
    }) as unknown as Queries;
  const db = queriesOn((statement, params) => thread.execute(statement, params));
  const bell = new Doorbell(join(fsRoot, 'records', 'events.bell'));
  return {
    tables: recordsTables(sqliteKit),
    migrations: { folder: 'sqlite', prepare: [], ledger: '"_migrations"', placeholders: ['?', '?'] },
    use: (work) => translated(() => work(db)),
    transaction: async (work) => {
      let rings = false;
      const result = await translated(() =>
        thread.transaction((execute) => {
          rings = false;
          const notify = async () => void (rings = true);
          // An immediate transaction is the only writer of the file: no further lock is needed.
          return work(Object.assign(queriesOn(execute), { lock: async () => undefined, notify }));
        }),
      );
      if (rings) bell.ring();
      return result;
    },
    rawTransaction: (_lock, work) => translated(() => thread.transaction((execute) => work((statement, params) => execute(statement, params ?? [])))),
    listener: bell,
    close: async () => {
      await bell.close();
      await thread.close();
    },
  };
}

/** Waits for an end, but not for ever. */
async function within(ms: number, ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([ending, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

function lockKey(name: string): string {
  return createHash('sha256').update(`tenantry/${name}`).digest().readBigInt64BE(0).toString();
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateRecordsError(error);
  }
}
