import type { AdapterCapabilities } from '../../capabilities';
import { loadMigrations, type MigrationSet } from '../../migrate';
import { Pools, type PoolsOptions } from '../../pools';
import type { PoolStatistics, ServerPoolTotals, TenantTarget } from '../../ports';
import { IDENTIFIER_MAX_BYTES } from '../../sql/quote-identifier';
import type { AdapterMaker, OpenAdapter } from '../../registry';
import { reservePlace } from '../../network/reserve-place';
import { PgAccess, placeOf, qualified, serverIdOf } from './access';
import { appliedVersions, readAppliedSet, readFullLedger } from './applied-versions';
import { type PgConnection } from './connection';
import { testConnection } from './connection-test';
import { postgresFieldColumns } from './ddl';
import { physicalNames } from './names';
import { postgresProber } from './probe';
import { postgresProvisioner } from './provisioner';
import { postgresBuilder } from './dialect';
import { openTenant } from './tenant-database';

const CAPABILITIES: AdapterCapabilities = {
  tenants: true,
  schemas: true,
  roles: true,
  network: true,
  userFields: true,
  transactionalDdl: true,
  pipelining: true,
  identifierBytes: IDENTIFIER_MAX_BYTES,
};

/** The Postgres adapter. Nothing connects until it is asked to. */
export const postgres: AdapterMaker = {
  driver: 'postgres',
  open: ({ migrationsDir, pools: options }) => openPostgres(migrationsDir, options),
};

function openPostgres(migrationsDir: string, options: PoolsOptions): OpenAdapter {
  const pools = new Pools<PgConnection>(options);
  const access = new PgAccess(pools);
  const prober = postgresProber();
  const builder = postgresBuilder();
  let loaded: Promise<MigrationSet> | null = null;
  const migrations = () => {
    // A failed read is not kept: the file may be there the next time.
    loaded ??= loadMigrations(migrationsDir, 'postgres').catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
  return {
    driver: 'postgres',
    capabilities: CAPABILITIES,
    isolations: ['schema', 'database'],
    defaultIsolation: 'schema',
    physicalNames,
    test: (target, onCheck, signal) => testConnection({ target, reserve: () => reservePlace(pools, target, serverIdOf(target)), onCheck, signal }),
    provisioner: postgresProvisioner(access, migrations),
    fieldColumns: postgresFieldColumns(access),
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

async function measure(access: PgAccess, target: TenantTarget): Promise<{ bytes: number; tables: number; users: number }> {
  const { database, schema } = placeOf(target);
  return access.ddl(target.server, database, async (connection) => {
    const { rows } = await connection.query<{ bytes: string; tables: number }>(
      `SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_total_relation_size(c.oid)), 0)::text AS bytes, pg_catalog.count(*)::int AS tables
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind = 'r'`,
      [schema],
    );
    const users = await connection.query<{ n: number }>(`SELECT pg_catalog.count(*)::int AS n FROM ${qualified(schema, 'app_user')}`);
    return { bytes: Number(rows[0]?.bytes ?? 0), tables: rows[0]?.tables ?? 0, users: users.rows[0]?.n ?? 0 };
  });
}
