import type { AdapterCapabilities } from '../../capabilities';
import { loadMigrations, type MigrationSet } from '../../migrate';
import { reservePlace } from '../../network/reserve-place';
import { Pools, type PoolsOptions } from '../../pools';
import type { PoolStatistics, ServerPoolTotals, TenantTarget } from '../../ports';
import type { AdapterMaker, OpenAdapter } from '../../registry';
import { IDENTIFIER_MAX_BYTES } from '../../sql/quote-identifier';
import { MysqlAccess, placeOf, serverIdOf } from './access';
import { appliedVersions, readAppliedSet, readFullLedger } from './applied-versions';
import type { MysqlConnection } from './connection';
import { testConnection } from './connection-test';
import { mysqlFieldColumns } from './ddl';
import { mysqlBuilder } from './dialect';
import { physicalNames, qualified } from './names';
import { mysqlProber } from './probe';
import { mysqlProvisioner } from './provisioner';
import { openTenant } from './tenant-database';

const CAPABILITIES: AdapterCapabilities = {
  tenants: true,
  schemas: false,
  roles: true,
  network: true,
  userFields: true,
  transactionalDdl: false,
  pipelining: false,
  identifierBytes: IDENTIFIER_MAX_BYTES,
};

/** The adapter of MariaDB (from 10.6) and MySQL (from 8.0.13). Nothing connects until it is asked to. */
export const mysql: AdapterMaker = {
  driver: 'mysql',
  open: ({ migrationsDir, pools: options }) => openMysql(migrationsDir, options),
};

function openMysql(migrationsDir: string, options: PoolsOptions): OpenAdapter {
  const pools = new Pools<MysqlConnection>(options);
  const access = new MysqlAccess(pools);
  const prober = mysqlProber();
  const builder = mysqlBuilder();
  let loaded: Promise<MigrationSet> | null = null;
  const migrations = () => {
    // A failed read is not kept: the file may be there the next time.
    loaded ??= loadMigrations(migrationsDir, 'mysql').catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
  return {
    driver: 'mysql',
    capabilities: CAPABILITIES,
    isolations: ['database'],
    defaultIsolation: 'database',
    physicalNames,
    test: (target, onCheck, signal) => testConnection({ target, reserve: () => reservePlace(pools, target, serverIdOf(target)), onCheck, signal }),
    provisioner: mysqlProvisioner(access, migrations),
    fieldColumns: mysqlFieldColumns(access),
    probe: (target, deadlineMs) => prober.probe(target, deadlineMs),
    migrations: async () => (await migrations()).migrations.map(({ version, name, checksum }) => ({ version, name, checksum })),
    appliedVersions: (server) => appliedVersions(access, server),
    appliedSet: (target) => readAppliedSet(access, target),
    ledger: (target) => readFullLedger(access, target),
    measure: (target) => measure(access, target),
    openTenant: (target, context) => openTenant(access, target, builder, context),
    async drain(serverId: string) {
      await prober.forget({ id: serverId, host: '', port: 0 });
      await pools.drain(serverId);
    },
    statistics: (): PoolStatistics[] => pools.statistics(),
    totals: (): ServerPoolTotals[] => pools.totals(),
    async close() {
      await prober.close();
      await pools.close();
    },
  };
}

/** Bytes are the engine's own statistics, which it renews as tables change. */
async function measure(access: MysqlAccess, target: TenantTarget): Promise<{ bytes: number; tables: number; users: number }> {
  const { database } = placeOf(target);
  return access.admin(target.server, async (connection) => {
    const { rows } = await connection.query<{ bytes: string; tables: string }>(
      `SELECT COALESCE(SUM(data_length + index_length), 0) AS bytes, count(*) AS tables FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'`,
      [database],
    );
    const users = await connection.query<{ n: string }>(`SELECT count(*) AS n FROM ${qualified(database, 'app_user')}`);
    return { bytes: Number(rows[0]?.bytes ?? 0), tables: Number(rows[0]?.tables ?? 0), users: Number(users.rows[0]?.n ?? 0) };
  });
}
