import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import type { PostgresServer } from '@/lib/embedded-postgres';
import type { ContractHarness } from '../contract/harness';
import type { ServerTarget, TenantTarget } from '../ports';
import type { ColumnKind } from '../sql/custom-columns';
import { postgres } from '../adapters/postgres';
import { placeOf, qualified } from '../adapters/postgres/access';

/** Columns as users' fields have them. */
const TYPES: Partial<Record<ColumnKind, string>> = { text: 'text', integer: 'bigint', decimal: 'numeric(18,4)', boolean: 'boolean', date: 'date', datetime: 'timestamptz', set: 'text[]' };

/**
 * What the contract suites need of a Postgres server.
 * @param way where the adapter connects when that is not the server itself: a pooler's address, and the direct one.
 */
export function postgresHarness(server: PostgresServer, way: Partial<ServerTarget> = {}): ContractHarness {
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
    open: ({ share = 1, migrationsDir = join(process.cwd(), 'migrations'), ...limits } = {}) => postgres.open({ migrationsDir, pools: { share, limits } }),
    elsewhere: { fileRoots: [], slow: 'SELECT pg_catalog.pg_sleep(0.3)' },
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
      ...way,
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
