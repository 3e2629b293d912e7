import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adapterContract, describeStore, newTenant, provision, type ContractHarness } from '../../contract';
import { forSchema, loadMigrations, statementsOf } from '../../migrate';
import type { TenantTarget } from '../../ports';
import type { ColumnKind } from '../../sql/custom-columns';
import { MARIADB_DATABASE, mariaDbMissing, startMariaDb, type MariaDb } from '../../testing/mariadb';
import { mysql } from '.';
import { placeOf } from './access';
import { account, intentDatabase, qualified, quoted } from './names';

const shipped = join(process.cwd(), 'migrations');
/** Columns as users' fields have them. */
const TYPES: Partial<Record<ColumnKind, string>> = { text: 'VARCHAR(200)', integer: 'BIGINT', decimal: 'DECIMAL(18,4)', boolean: 'TINYINT(1)', date: 'DATE', datetime: 'DATETIME(6)', set: 'JSON' };
const PROVISIONING = 'CREATE, DROP, ALTER, INDEX, REFERENCES, SELECT, INSERT, UPDATE, DELETE, CREATE USER, PROCESS';

function harnessOf(server: MariaDb): ContractHarness {
  const { host, port } = server;
  const connect = (database: string, user = server.username, password = server.password) => createConnection({ host, port, user, password, database });
  const admin: ContractHarness['admin'] = async (database, sql) => {
    const connection = await connect(database);
    try {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    } finally {
      await connection.end();
    }
  };
  const users = (target: TenantTarget) => qualified(placeOf(target).database, 'app_user');
  const inPlace = (target: TenantTarget, sql: string) => admin(MARIADB_DATABASE, sql.replaceAll(':users', () => users(target)));
  const login = async (grants: string) => {
    const username = `login_${randomBytes(6).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    await admin(MARIADB_DATABASE, `CREATE USER ${account(username)} IDENTIFIED BY '${password}'`);
    await admin(MARIADB_DATABASE, `GRANT ${grants.replace(':user', account(username))}`);
    return { username, password };
  };
  return {
    open: ({ share = 1, migrationsDir = shipped, ...limits } = {}) => mysql.open({ migrationsDir, pools: { share, limits } }),
    elsewhere: { fileRoots: [], slow: 'DO SLEEP(0.3)' },
    server: (overrides = {}) => ({
      id: 'server',
      name: 'Server',
      driver: 'mysql',
      host,
      port,
      directHost: null,
      directPort: null,
      database: MARIADB_DATABASE,
      maintenanceDatabase: MARIADB_DATABASE,
      username: server.username,
      password: server.password,
      tls: { mode: 'disable' },
      maxConnections: 40,
      ...overrides,
    }),
    admin,
    age: async (target, table, columns, seconds) => {
      const moved = columns.map((column) => `${column} = ${column} - INTERVAL ${seconds} SECOND`).join(', ');
      await inPlace(target, `UPDATE ${qualified(placeOf(target).database, table)} SET ${moved}`);
    },
    place: (target) => ({ database: MARIADB_DATABASE, table: (name) => qualified(placeOf(target).database, name) }),
    columnsOf: async (target) => {
      const rows = await admin(MARIADB_DATABASE, `SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = '${placeOf(target).database}'`);
      const found: Record<string, string[]> = {};
      for (const row of rows) (found[String(row['t'])] ??= []).push(String(row['c']));
      for (const columns of Object.values(found)) columns.sort();
      return found;
    },
    addColumn: async (target, name, kind, unique = false) => {
      await inPlace(target, `ALTER TABLE :users ADD ${name} ${TYPES[kind]}${unique ? `, ADD UNIQUE KEY ${name}_unique (${name})` : ''}`);
    },
    retypeToText: async (target, name) => {
      await inPlace(target, `ALTER TABLE :users MODIFY ${name} VARCHAR(200)`);
    },
    setCreatedAt: async (target, userId, moment) => {
      await inPlace(target, `UPDATE :users SET created_at = '${moment.replace('T', ' ').replace('Z', '')}' WHERE id = '${userId}'`);
    },
    roleMay: async (target, what, table) => {
      const { database, role } = placeOf(target);
      const connection = await connect(database, role, target.password ?? '');
      const statement = {
        SELECT: `SELECT 1 FROM ${qualified(database, table)} LIMIT 1`,
        INSERT: `INSERT INTO ${qualified(database, table)} SELECT * FROM ${qualified(database, table)} WHERE 1 = 0`,
        TRUNCATE: `TRUNCATE TABLE ${qualified(database, table)}`,
        CREATE: `CREATE TABLE ${qualified(database, table)} (n INT)`,
      }[what];
      try {
        return await connection.query(statement).then(() => true, (error: { errno?: number }) => error.errno === 3105 || error.errno === 1906);
      } finally {
        await connection.end();
      }
    },
    // No characters beyond the basic plane: the engine refuses them in names.
    hostileName: (id) => `we"ird'; DROP\`--\\ñ ${id}`,
    lowPrivilege: () => login(`SELECT ON ${quoted(MARIADB_DATABASE)}.* TO :user`),
    provisioningLogin: () => login(`${PROVISIONING} ON *.* TO :user WITH GRANT OPTION`),
  };
}

const missing = mariaDbMissing();
describeStore('mysql')('mysql, MariaDB', () => {
  if (missing) {
    // A missing server is said aloud here, and fails where nobody reads along.
    (process.env['CI'] ? it : it.skip)(missing, () => expect.fail(missing));
    process.stderr.write(`contract suite of MariaDB skipped: ${missing}\n`);
    return;
  }
  let server: MariaDb;
  let harness: ContractHarness;
  beforeAll(async () => {
    server = await startMariaDb();
    harness = harnessOf(server);
  });
  afterAll(() => server?.stop());

  it('converges after a crash between making a database and marking it', async () => {
    const adapter = harness.open();
    const target = newTenant(adapter, harness.server(), 'database');
    await harness.admin(MARIADB_DATABASE, `CREATE DATABASE ${quoted(intentDatabase(target.tenantId))}`);
    await harness.admin(MARIADB_DATABASE, `CREATE DATABASE ${quoted(placeOf(target).database)} COLLATE utf8mb4_nopad_bin`);
    await provision(adapter, target);
    const left = await harness.admin(MARIADB_DATABASE, `SELECT 1 FROM information_schema.schemata WHERE schema_name = '${intentDatabase(target.tenantId)}'`);
    expect(left).toHaveLength(0);
    await adapter.provisioner.drop(target);
    await adapter.close();
  });

  it('goes on with migrations that were killed behind any of their statements, or before what follows from them', async () => {
    const adapter = harness.open();
    const target = newTenant(adapter, harness.server(), 'database');
    const { database } = placeOf(target);
    await adapter.provisioner.createContainer(target);
    await adapter.provisioner.createRole(target);
    const { migrations } = await loadMigrations(shipped, 'mysql');
    const statements = migrations.flatMap((migration) => statementsOf(forSchema(migration.sql, quoted(database))));
    expect(statements.length).toBeGreaterThan(10);
    // Done by hand, one more each time, as by a run that was killed before it could write that down.
    for (const [n, statement] of statements.entries()) {
      await harness.admin(MARIADB_DATABASE, statement);
      if (n % 4 !== 0) continue;
      expect(await adapter.provisioner.migrate(target, 'contract')).toEqual({ applied: ['0001', '0002', '0003'] });
      await adapter.provisioner.verify(target);
      // Written down, and killed before the mark was.
      await harness.admin(MARIADB_DATABASE, `ALTER TABLE ${qualified(database, '_migrations')} COMMENT = '{"product":"tenantry","tenant":"${target.tenantId}","version":null,"checksum":null,"role":"${placeOf(target).role}"}'`);
      expect(await adapter.provisioner.migrate(target, 'contract')).toEqual({ applied: [] });
      expect((await adapter.appliedVersions(target.server)).find((mark) => mark.tenantId === target.tenantId)).toMatchObject({ version: '0003' });
      await harness.admin(MARIADB_DATABASE, `DELETE FROM ${qualified(database, '_migrations')}`);
    }
    await adapter.provisioner.drop(target);
    await adapter.close();
  });

  it('converges when its session is killed while it migrates', async () => {
    const adapter = harness.open();
    const target = newTenant(adapter, harness.server(), 'database');
    await adapter.provisioner.createContainer(target);
    const attempt = adapter.provisioner.migrate(target, 'contract').then(() => 'done', (error: { code?: string }) => error.code);
    const working = `SELECT id FROM information_schema.processlist WHERE info LIKE 'CREATE TABLE%' AND info LIKE '%${placeOf(target).database}%' LIMIT 1`;
    let killed = false;
    for (let tries = 0; tries < 500 && !killed; tries += 1) {
      const [found] = await harness.admin(MARIADB_DATABASE, working);
      if (found) killed = await harness.admin(MARIADB_DATABASE, `KILL CONNECTION ${Number(found['id'])}`).then(() => true, () => false);
    }
    expect(killed).toBe(true);
    expect(['done', 'server_unreachable']).toContain(await attempt);
    await provision(adapter, target);
    await adapter.provisioner.drop(target);
    await adapter.close();
  });

  it('takes an empty database that nobody announced for somebody else’s', async () => {
    const adapter = harness.open();
    const target = newTenant(adapter, harness.server(), 'database');
    await harness.admin(MARIADB_DATABASE, `CREATE DATABASE ${quoted(placeOf(target).database)}`);
    await expect(adapter.provisioner.createContainer(target)).rejects.toMatchObject({ code: 'physical_name_taken' });
    await adapter.provisioner.drop(target);
    expect(await adapter.provisioner.inspect(target)).toMatchObject({ container: 'foreign' });
    await adapter.close();
  });

  adapterContract(mysql, () => harness);
});
