import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import type { PostgresServer } from '@/lib/embedded-postgres';
import type { Isolation } from '@/lib/model/common';
import { MARIADB_DATABASE, mariaDbMissing, startMariaDb } from '@/lib/store/testing/mariadb';

/** A real server for tenants' tables, and hands to write to them beside the product. */
export interface RunningEngine {
  /** `TENANT_DB_DSN`, and whatever else the product's environment needs. */
  variables: Record<string, string>;
  /** A statement of its own; text is joined by `||`, and names stand in double quotes, on every engine. */
  sql<Row extends object = Record<string, unknown>>(text: string): Promise<Row[]>;
  /** One who writes on a connection of their own, who gives up after that many seconds of waiting for a lock. */
  writer(patienceSeconds: number): Promise<{ sql(text: string): Promise<Record<string, unknown>[]>; close(): Promise<void> }>;
  stop(): Promise<void>;
}

export interface FieldEngine {
  driver: string;
  /** Why it cannot be tested here; null where it can. */
  missing(): string | null;
  isolation: Isolation;
  /** @param records the server that has the records; an engine of its kind shares it */
  start(records: PostgresServer): Promise<RunningEngine>;
  /** `app_user` of a tenant, as it stands in a statement. */
  table(container: string): string;
  /** Rows 1 to `count` with the column `n`, as they stand after FROM. */
  numbers(count: number): string;
  /** Makes text of a column's values, as somebody would by hand. */
  handRetype(table: string, column: string): string;
  /** Statements that must find nothing once a change is over: what only work at hand leaves behind. */
  leftovers(container: string): string[];
}

const inSchema = (container: string): string => `"${container}".app_user`;

export const POSTGRES: FieldEngine = {
  driver: 'postgres',
  missing: () => null,
  isolation: 'schema',
  table: inSchema,
  numbers: (count) => `generate_series(1, ${count}) n`,
  handRetype: (table, column) => `ALTER TABLE ${table} ALTER COLUMN "${column}" TYPE varchar(40)`,
  leftovers: (container) => [
    `SELECT attname FROM pg_attribute WHERE attrelid = '${inSchema(container)}'::regclass AND attname LIKE 'zz\\_%' AND NOT attisdropped`,
    `SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = '${container}'`,
    `SELECT tgname FROM pg_trigger WHERE tgrelid = '${inSchema(container)}'::regclass AND NOT tgisinternal`,
    `SELECT 1 FROM pg_index WHERE indrelid = '${inSchema(container)}'::regclass AND NOT indisvalid`,
    `SELECT conname FROM pg_constraint WHERE conrelid = '${inSchema(container)}'::regclass AND (conname LIKE '%\\_nn' OR NOT convalidated)`,
  ],
  async start(records) {
    const connectionString = records.dsn('tenants');
    const own = new pg.Client({ connectionString });
    await own.connect();
    return {
      variables: { TENANT_DB_DSN: connectionString },
      sql: async <Row extends object>(text: string) => (await own.query<Row & pg.QueryResultRow>(text)).rows,
      async writer(patienceSeconds) {
        const client = new pg.Client({ connectionString, lock_timeout: patienceSeconds * 1_000 });
        await client.connect();
        return { sql: async (text) => (await client.query<Record<string, unknown>>(text)).rows, close: () => client.end() };
      },
      stop: () => own.end(),
    };
  },
};

/** As every connection of a test's is: quotes as on the other engines, sums as text. */
const SPEAK = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ANSI_QUOTES,PIPES_AS_CONCAT', time_zone = '+00:00'";

export const MARIADB: FieldEngine = {
  driver: 'mysql',
  missing: mariaDbMissing,
  isolation: 'database',
  table: inSchema,
  numbers: (count) => `(SELECT seq AS n FROM seq_1_to_${count}) s`,
  handRetype: (table, column) => `ALTER TABLE ${table} MODIFY COLUMN "${column}" varchar(40)`,
  leftovers: (container) => [
    `SELECT column_name FROM information_schema.columns WHERE table_schema = '${container}' AND column_name LIKE 'zz!_%' ESCAPE '!'`,
    `SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = '${container}'`,
  ],
  async start() {
    const server = await startMariaDb();
    const { host, port, username: user, password } = server;
    const connect = async () => {
      const connection = await createConnection({ host, port, user, password, database: MARIADB_DATABASE, dateStrings: true, supportBigNumbers: true, bigNumberStrings: true });
      await connection.query(SPEAK);
      return connection;
    };
    const own = await connect();
    return {
      variables: { TENANT_DB_DSN: `mysql://${user}:${password}@${host}:${port}/${MARIADB_DATABASE}` },
      sql: async <Row extends object>(text: string) => rowsOf<Row>((await own.query(text))[0]),
      async writer(patienceSeconds) {
        const connection = await connect();
        await connection.query(`SET SESSION lock_wait_timeout = ${patienceSeconds}, innodb_lock_wait_timeout = ${patienceSeconds}`);
        return { sql: async (text) => rowsOf((await connection.query(text))[0]), close: () => connection.end() };
      },
      async stop() {
        await own.end();
        await server.stop();
      },
    };
  },
};

const rowsOf = <Row>(result: unknown): Row[] => (Array.isArray(result) ? (result as Row[]) : []);
