import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres } from '@/lib/embedded-postgres';
import { connectionTestContract } from '../../contract/connection-test';
import { newTenant, provision, type ContractHarness } from '../../contract/harness';
import { isolationContract } from '../../contract/isolation';
import { poolsContract } from '../../contract/pools';
import { provisionerContract } from '../../contract/provisioner';
import { repositoriesContract } from '../../contract/repositories';
import { usersContract } from '../../contract/users';
import { describeStore } from '../../contract/stores';
import { usersListContract } from '../../contract/users-list';
import type { TenantTarget } from '../../ports';
import type { ColumnKind } from '../../sql/custom-columns';
import { postgres } from '.';
import { placeOf, qualified } from './access';
import { temporaryDatabase } from './names';

const migrationsDir = join(process.cwd(), 'migrations');
const SYSTEM = '/usr/lib/postgresql';

function systemBinaries(): { name: string; binDir: string | undefined; missing?: string }[] {
  const versions = existsSync(SYSTEM) ? readdirSync(SYSTEM).filter((version) => existsSync(join(SYSTEM, version, 'bin', 'postgres'))) : [];
  if (versions.length === 0) return [{ name: 'system', binDir: undefined, missing: `no server below ${SYSTEM}` }];
  return versions.map((version) => ({ name: `system ${version}`, binDir: join(SYSTEM, version, 'bin') }));
}

/** Columns as users' fields have them. */
const TYPES: Partial<Record<ColumnKind, string>> = { text: 'text', integer: 'bigint', decimal: 'numeric(18,4)', boolean: 'boolean', date: 'date', datetime: 'timestamptz', set: 'text[]' };

type Server = Awaited<ReturnType<typeof startPostgres>>;

function harnessOf(server: Server): ContractHarness {
  const admin: ContractHarness['admin'] = async (database, sql) => {
    const client = new Client({ connectionString: server.dsn(database) });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  const users = (target: TenantTarget) => qualified(placeOf(target).schema, 'app_user');
  const inPlace = (target: TenantTarget, sql: string) => admin(placeOf(target).database, sql);
  const login = async (attributes: string) => {
    const username = `login_${randomBytes(6).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    await admin('tenants', `CREATE ROLE ${username} LOGIN ${attributes} PASSWORD '${password}'`);
    return { username, password };
  };
  return {
    open: ({ share = 1, ...limits } = {}) => postgres.open({ migrationsDir, pools: { share, limits } }),
    server: (overrides = {}) => ({
      id: 'server',
      name: 'Server',
      driver: 'postgres',
      host: server.host,
      port: server.port,
      directHost: null,
      directPort: null,
      database: 'tenants',
      maintenanceDatabase: 'postgres',
      username: server.username,
      password: server.password,
      tls: { mode: 'disable' },
      maxConnections: 40,
      ...overrides,
    }),
    admin,
    age: async (target, table, columns, seconds) => {
      const { database, schema } = placeOf(target);
      const moved = columns.map((column) => `${column} = ${column} - interval '${seconds} seconds'`).join(', ');
      await admin(database, `UPDATE ${qualified(schema, table)} SET ${moved}`);
    },
    place: (target) => ({ database: placeOf(target).database, table: (name) => qualified(placeOf(target).schema, name) }),
    columnsOf: async (target) => {
      const rows = await inPlace(
        target,
        `SELECT table_name AS t, array_agg(column_name::text ORDER BY column_name::text COLLATE "C") AS c FROM information_schema.columns WHERE table_schema = '${placeOf(target).schema}' GROUP BY 1`,
      );
      return Object.fromEntries(rows.map((row) => [row['t'], row['c']])) as Record<string, string[]>;
    },
    addColumn: async (target, name, kind, unique = false) => {
      await inPlace(target, `ALTER TABLE ${users(target)} ADD ${name} ${TYPES[kind]} ${unique ? `CONSTRAINT ${name}_unique UNIQUE` : ''}`);
    },
    retypeToText: async (target, name) => {
      await inPlace(target, `ALTER TABLE ${users(target)} ALTER ${name} TYPE text`);
    },
    setCreatedAt: async (target, userId, moment) => {
      await inPlace(target, `UPDATE ${users(target)} SET created_at = '${moment}' WHERE id = '${userId}'`);
    },
    roleMay: async (target, what, table) => {
      const { schema, role } = placeOf(target);
      const question = what === 'CREATE' ? `has_schema_privilege('${role}', '${schema}', 'CREATE')` : `has_table_privilege('${role}', '"${schema}".${table}', '${what}')`;
      return (await inPlace(target, `SELECT ${question} AS may`))[0]?.['may'] === true;
    },
    hostileName: (id) => `we"ird'; DROP --\\ñ😀 ${id}`,
    lowPrivilege: () => login(''),
    provisioningLogin: async () => {
      const made = await login('CREATEDB CREATEROLE');
      await admin('tenants', `GRANT CREATE ON DATABASE tenants TO ${made.username}`);
      return made;
    },
  };
}

describeStore('postgres').each([{ name: 'embedded', binDir: undefined, missing: undefined }, ...systemBinaries()])('postgres, $name', ({ binDir, missing }) => {
  if (missing) {
    it.skip(missing, () => undefined);
    process.stderr.write(`contract suite of the system's Postgres skipped: ${missing}\n`);
    return;
  }
  let server: Server;
  let folder: string;
  let harness: ContractHarness;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-store-'));
    server = await startPostgres({ dataDir: join(folder, 'data'), databases: ['tenants'], durable: false, ...(binDir ? { binDir } : {}) });
    harness = harnessOf(server);
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('converges after a crash between making a database and naming it', async () => {
    const adapter = harness.open();
    const target = newTenant(adapter, harness.server(), 'database');
    await harness.admin('postgres', `CREATE DATABASE "${temporaryDatabase(target.tenantId)}"`);
    await provision(adapter, target);
    const left = await harness.admin('postgres', `SELECT 1 FROM pg_database WHERE datname = '${temporaryDatabase(target.tenantId)}'`);
    expect(left).toHaveLength(0);
    await adapter.provisioner.drop(target);
    await adapter.close();
  });

  const isolations = ['schema', 'database'] as const;
  provisionerContract(() => harness, isolations);
  usersContract(() => harness, isolations);
  usersListContract(() => harness, isolations);
  repositoriesContract(() => harness, isolations);
  isolationContract(() => harness, isolations);
  connectionTestContract(() => harness);
  poolsContract(() => harness, isolations);
});
