import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import type { FieldStorage } from '@/lib/model/field-storage';
import { postgres } from '../adapters/postgres';
import { newTenant, provision } from '../contract/harness';
import type { TenantTarget, WantedColumn } from '../ports';
import type { OpenAdapter } from '../registry';

export const TEXT = { kind: 'text', minLength: null, maxLength: 20, ignoreCase: false } satisfies FieldStorage;
export const INT = { kind: 'int64', min: null, max: null } satisfies FieldStorage;

export const wantedColumn = (over: Partial<WantedColumn> = {}): WantedColumn => ({
  fieldId: randomUUID(), column: 'x', storage: TEXT, required: false, unique: false, indexed: false, default: null, presence: 'live', fill: null, onInvalid: 'abort', ...over,
});

/** A server for the file's tests, and a new tenant for each; set before a test begins. */
export interface PostgresDdl {
  server: PostgresServer;
  adapter: OpenAdapter;
  client: Client;
  target: TenantTarget;
  /** Its `app_user`, as a statement has it. */
  table: string;
  /** @param values of the column `x`, as SQL over the row's number `n` */
  users(count: number, values?: string): Promise<unknown>;
  values(column?: string): Promise<(string | null)[]>;
  /** What is still to be done. */
  left(wanted: WantedColumn[]): Promise<string[]>;
  /** Applies, and holds the engine to its word: nothing is left to do, and doing it again does nothing. */
  reach(...wanted: WantedColumn[]): Promise<void>;
}

export function postgresDdl(): PostgresDdl {
  let directory = '';
  const h = {} as PostgresDdl;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tenantry-ddl-'));
    h.server = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['tenants'], durable: false });
    h.adapter = postgres.open({ migrationsDir: join(process.cwd(), 'migrations'), pools: { share: 1 } });
    h.client = new Client({ connectionString: h.server.dsn('tenants') });
    await h.client.connect();
  });
  afterAll(async () => {
    await h.client?.end();
    await h.adapter?.close();
    await h.server?.stop();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const { host, port, username, password } = h.server;
    const place = { id: 's', name: 'S', driver: 'postgres', host, port, directHost: null, directPort: null, database: 'tenants', maintenanceDatabase: 'postgres', username, password, tls: { mode: 'disable' }, maxConnections: 20 } as const;
    h.target = newTenant(h.adapter, place, 'schema');
    await provision(h.adapter, h.target);
    h.table = `"${h.target.placement.name}".app_user`;
  });
  h.users = (count, values = '') => h.client.query(`INSERT INTO ${h.table} (email${values ? ', x' : ''}) SELECT 'u' || n || '@x.test'${values ? `, ${values}` : ''} FROM generate_series(1, ${count}) n`);
  h.values = async (column = 'x') => (await h.client.query<{ v: string | null }>(`SELECT "${column}"::text AS v FROM ${h.table} ORDER BY email`)).rows.map((row) => row.v);
  h.left = async (wanted) => h.adapter.fieldColumns.steps(h.target, wanted, await h.adapter.fieldColumns.introspect(h.target)).map((step) => step.op);
  h.reach = async (...wanted) => {
    await h.adapter.fieldColumns.apply(h.target, wanted, 'swap');
    expect(await h.left(wanted)).toEqual([]);
    expect(await h.adapter.fieldColumns.apply(h.target, wanted, 'swap')).toMatchObject({ steps: 0 });
  };
  return h;
}
