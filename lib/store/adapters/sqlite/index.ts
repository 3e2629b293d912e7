import { stat } from 'node:fs/promises';
import type { AdapterCapabilities } from '../../capabilities';
import { loadMigrations, type MigrationSet } from '../../migrate';
import { Pools, type PoolsOptions } from '../../pools';
import type { TenantTarget } from '../../ports';
import type { AdapterMaker, OpenAdapter } from '../../registry';
import { fileOf, SqliteAccess } from './access';
import { FileVersions } from './applied-versions';
import { readFullLedger, readLedger, readTables, statement } from './catalog';
import type { SqliteConnection } from './connection';
import { testConnection } from './connection-test';
import { sqliteFieldColumns } from './ddl';
import { sqliteBuilder } from './dialect';
import { physicalNames } from './names';
import { probe } from './probe';
import { sqliteProvisioner } from './provisioner';
import { openTenant } from './tenant-database';

const CAPABILITIES: AdapterCapabilities = {
  tenants: true,
  schemas: false,
  roles: false,
  network: false,
  transactionalDdl: true,
  pipelining: false,
  userFields: true,
  identifierBytes: 63,
};

/** The SQLite adapter: a tenant is a file. No thread starts and no file is opened until it is asked to. */
export const sqlite: AdapterMaker = {
  driver: 'sqlite',
  open: ({ migrationsDir, pools, fileRoots = [] }) => openSqlite(migrationsDir, pools, fileRoots),
};

function openSqlite(migrationsDir: string, options: PoolsOptions, roots: readonly string[]): OpenAdapter {
  const pools = new Pools<SqliteConnection>(options);
  const access = new SqliteAccess(pools, roots);
  const builder = sqliteBuilder();
  const versions = new FileVersions(access);
  let loaded: Promise<MigrationSet> | null = null;
  const migrations = () => {
    // A failed read is not kept: the file may be there the next time.
    loaded ??= loadMigrations(migrationsDir, 'sqlite').catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
  return {
    driver: 'sqlite',
    capabilities: CAPABILITIES,
    isolations: ['file'],
    defaultIsolation: 'file',
    physicalNames,
    test: (target, onCheck, signal) => testConnection(access, target, onCheck, signal),
    provisioner: sqliteProvisioner(access, migrations),
    fieldColumns: sqliteFieldColumns(access),
    probe: (target, deadlineMs) => probe(access, target, deadlineMs),
    migrations: async () => (await migrations()).migrations.map(({ version, name, checksum }) => ({ version, name, checksum })),
    appliedVersions: (server) => versions.of(server),
    appliedSet: (target) => readLedger((statements) => access.read(target, statements)),
    ledger: (target) => readFullLedger((statements) => access.read(target, statements)),
    measure: (target) => measure(access, target),
    openTenant: (target, context) => openTenant(access, target, builder, context),
    async drain(serverId: string) {
      access.forgetAllowed();
      await pools.drain(serverId);
    },
    statistics: () => pools.statistics(),
    totals: () => pools.totals(),
    close: () => access.close(),
  };
}

/** The file with its log. */
async function measure(access: SqliteAccess, target: TenantTarget): Promise<{ bytes: number; tables: number; users: number }> {
  const tables = await readTables((statements) => access.read(target, statements));
  const [users] = await access.read(target, [statement('SELECT count(*) FROM app_user')]);
  const file = fileOf(target);
  const sizes = await Promise.all([file, `${file}-wal`].map((path) => stat(path).then(({ size }) => size, () => 0)));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), tables: tables.size, users: Number(users?.rows[0]?.[0] ?? 0) };
}
