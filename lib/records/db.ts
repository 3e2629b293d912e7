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
import { LibsqlThread } from './libsql-thread';
import { NotifyListener } from './notify-listener';
import { translateRecordsError } from './translate-error';

/** Statements that both dialects build alike; nothing else is to be used by a repository. */
export type Queries = Pick<PgDatabase<PgQueryResultHKT, Record<string, never>>, 'select' | 'insert' | 'update' | 'delete'>;

/** Inside a transaction: statements, and a lock that other processes wait for until the transaction ends. */
export interface TransactionQueries extends Queries {
  lock(name: string): Promise<void>;
  /** Wakes the other processes' listeners once committed, where the database can. */
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
  /** Listens for other processes' `notify`; null when only a poll can tell. */
  readonly listener: NotifyListener | null;
  close(): Promise<void>;
}

const NOTIFY_CHANNEL = 'tenantry_records';
const POOL_SIZE = 6;
const CONNECT_TIMEOUT_MS = 5_000;
/** Client-side, so that it works behind a pooler too. */
const QUERY_TIMEOUT_MS = 30_000;

/** The console's records on Postgres. Connects on first use. */
export function openPostgresRecords(dsn: string, log: Logger): RecordsDatabase {
  const config: ClientConfig = { connectionString: dsn, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true, application_name: 'tenantry-records' };
  const pool = new Pool({ ...config, max: POOL_SIZE, idleTimeoutMillis: 30_000, query_timeout: QUERY_TIMEOUT_MS });
  // Without a listener a dropped idle connection would end the process.
  pool.on('error', (error) => log.warn({ code: (error as { code?: string }).code }, 'idle records connection lost'));
  const db = drizzlePg(pool);
  const listener = new NotifyListener(() => new Client(config), NOTIFY_CHANNEL, log);
  return {
    tables: recordsTables(pgKit),
    migrations: { folder: 'postgres', prepare: [`CREATE SCHEMA IF NOT EXISTS "${RECORDS_SCHEMA}"`], ledger: `"${RECORDS_SCHEMA}"."_migrations"`, placeholders: ['$1', '$2'] },
    use: (work) => translated(() => work(db)),
    transaction: (work) =>
      translated(() =>
        db.transaction((tx) =>
          work(
            Object.assign(tx, {
              lock: async (name: string) => void (await tx.execute(sql`select pg_advisory_xact_lock(${lockKey(name)}::bigint)`)),
              notify: async () => void (await tx.execute(sql`select pg_notify(${NOTIFY_CHANNEL}, '')`)),
            }),
          ),
        ),
      ),
    rawTransaction: (lock, work) => translated(() => rawPostgres(pool, lock, work)),
    listener,
    close: async () => {
      await listener.close();
      await pool.end();
    },
  };
}

async function rawPostgres<T>(pool: Pool, lock: string, work: (execute: RawExecute) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1::bigint)', [lockKey(lock)]);
    const result = await work(async (statement, params) =>
      params?.length
        ? (await client.query<unknown[]>({ text: statement, values: params, rowMode: 'array' })).rows
        : (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows,
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
  return {
    tables: recordsTables(sqliteKit),
    migrations: { folder: 'sqlite', prepare: [], ledger: '"_migrations"', placeholders: ['?', '?'] },
    use: (work) => translated(() => work(db)),
    transaction: (work) =>
      translated(() =>
        thread.transaction((execute) =>
          // An immediate transaction is the only writer of the file: no further lock is needed.
          work(Object.assign(queriesOn(execute), { lock: async () => undefined, notify: async () => undefined })),
        ),
      ),
    rawTransaction: (_lock, work) => translated(() => thread.transaction((execute) => work((statement, params) => execute(statement, params ?? [])))),
    listener: null,
    close: () => thread.close(),
  };
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
