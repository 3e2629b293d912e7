import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { tenantConfigSchema } from '@/lib/model/tenant';
import { tenantPasswordOwner, type FieldColumns, type TenantTarget } from '@/lib/store';
import { MARIADB_DATABASE, mariaDbMissing, startMariaDb } from '@/lib/store/testing/mariadb';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import type { Hand, Writing } from './field-writers';
import { MARIADB_NAIVE, MARIADB_SAFE, POSTGRES_NAIVE, POSTGRES_SAFE, type ByHand } from './fields-by-hand';
import { usersFixture } from './users-fixture';

/** A tenant on a server of its own, and hands beside the product. */
export interface FieldsBench extends Pick<Writing, 'table' | 'parameter' | 'asksForValue'> {
  name: string;
  target: TenantTarget;
  columns: FieldColumns;
  safe: ByHand;
  naive: ByHand;
  textType: string;
  connect(): Promise<Hand>;
  /** So many users, whose columns of these names have their number as text. */
  fill(hand: Hand, rows: number, columns: readonly string[]): Promise<void>;
  backToText(column: string): string;
  /** Between two measurements. */
  settle(hand: Hand): Promise<void>;
  dispose(): Promise<void>;
}

/** Rows of one INSERT. */
const FILL = 100_000;

/** Why there is none here, as text. */
export function openFieldsOn(engine: 'Postgres' | 'MariaDB'): Promise<FieldsBench | string> {
  if (engine === 'Postgres') return onPostgres();
  const missing = mariaDbMissing();
  return missing ? Promise.resolve(missing) : onMariaDb();
}

async function onPostgres(): Promise<FieldsBench> {
  const fixture = await usersFixture();
  const { slug, schema } = await fixture.add('fields', 'schema');
  const target = await fixture.runtime.store.tenantTarget(slug);
  const table = `"${schema}".app_user`;
  return {
    name: 'Postgres',
    target,
    table,
    columns: fixture.runtime.store.adapter('postgres').fieldColumns,
    safe: POSTGRES_SAFE,
    naive: POSTGRES_NAIVE,
    textType: 'text',
    parameter: (n) => `$${n}`,
    asksForValue: (error) => (error as { code?: string }).code === '23502' || (error as { code?: string }).code === '23514',
    async connect() {
      const client = new Client({ connectionString: fixture.server.dsn('tenants') });
      await client.connect();
      return { query: async (text, values) => (await client.query<Record<string, unknown>>(text, values as unknown[])).rows, close: () => client.end() };
    },
    async fill(hand, rows, columns) {
      for (let from = 1; from <= rows; from += FILL) {
        await hand.query(`INSERT INTO ${table} (email, name, ${columns.join(', ')}) SELECT 'user' || n || '@example.com', 'User', ${columns.map(() => 'n::text').join(', ')} FROM generate_series(${from}, ${Math.min(rows, from + FILL - 1)}) n`);
      }
    },
    backToText: (column) => `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE text USING ${column}::text`,
    settle: async (hand) => void (await hand.query(`VACUUM ANALYZE ${table}`)),
    dispose: () => fixture.dispose(),
  };
}

/** As in production: each commit on disk, and memory for the table. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1', '--innodb-doublewrite=1', '--innodb-buffer-pool-size=1G', '--innodb-log-file-size=512M'];

async function onMariaDb(): Promise<FieldsBench> {
  const server = await startMariaDb(DURABLE);
  const { host, port, username: user, password } = server;
  const runtime = await openTestRuntime({ TENANT_DB_DSN: `mysql://${user}:${password}@${host}:${port}/${MARIADB_DATABASE}` });
  const target = await makeTenant(runtime);
  const table = `\`${target.placement.name}\`.app_user`;
  const connect = async (): Promise<Hand> => {
    const connection = await createConnection({ host, port, user, password, database: MARIADB_DATABASE, supportBigNumbers: true });
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await connection.query('SET SESSION lock_wait_timeout = 60');
    const rowsOf = (result: unknown) => (Array.isArray(result) ? (result as Record<string, unknown>[]) : []);
    return { query: async (text, values) => rowsOf((values ? await connection.execute(text, values as string[]) : await connection.query(text))[0]), close: () => connection.end() };
  };
  return {
    name: 'MariaDB',
    target,
    table,
    columns: runtime.store.adapter('mysql').fieldColumns,
    safe: MARIADB_SAFE,
    naive: MARIADB_NAIVE,
    textType: 'varchar(255)',
    parameter: () => '?',
    asksForValue: (error) => (error as { errno?: number }).errno === 1364,
    connect,
    async fill(hand, rows, columns) {
      for (let from = 1; from <= rows; from += FILL) {
        await hand.query(`INSERT INTO ${table} (email, name, ${columns.join(', ')}) SELECT CONCAT('user', seq, '@example.com'), 'User', ${columns.map(() => 'seq').join(', ')} FROM seq_${from}_to_${Math.min(rows, from + FILL - 1)}`);
      }
    },
    backToText: (column) => `ALTER TABLE ${table} MODIFY COLUMN ${column} varchar(255)`,
    settle: async (hand) => void (await hand.query(`ANALYZE TABLE ${table}`)),
    async dispose() {
      await runtime.dispose();
      await server.stop();
    },
  };
}

async function makeTenant({ store, secretbox, records }: TestRuntime): Promise<TenantTarget> {
  const [server] = await store.config.servers.list();
  if (!server) throw new Error('the environment gave no server');
  const adapter = store.adapter(server.driver);
  const isolation = adapter.defaultIsolation;
  const [id, slug, now] = [randomUUID(), 'fields', new Date().toISOString()];
  const database = { serverId: server.id, isolation, ...adapter.physicalNames({ id, slug }, isolation), passwordSealed: secretbox.seal(randomUUID(), tenantPasswordOwner(id)) };
  await store.config.tenants.create(tenantConfigSchema.parse({ id, slug, name: slug, database, createdAt: now, updatedAt: now }));
  const target = await store.tenantTarget(slug);
  await adapter.provisioner.createContainer(target);
  await adapter.provisioner.createRole(target);
  await adapter.provisioner.migrate(target, 'bench');
  await records.machine.setDatabase(id, { status: 'READY' });
  return target;
}
