import { AppError } from '@/lib/errors';
import { readFullLedger, readLedger, readTables, statement } from '../../adapters/sqlite/catalog';
import { readAnswer, SQLITE_DIALECT, sqliteBuilder } from '../../adapters/sqlite/dialect';
import { CONSERVATIVE } from '../../capabilities';
import { loadMigrations } from '../../migrate';
import type { FieldColumns, TenantTarget } from '../../ports';
import type { AdapterMaker } from '../../registry';
import type { SqlExecutor } from '../../sql/executor';
import { sqlRepositories } from '../../sql/repositories';
import type { ToyEngine } from './engine';
import { toyProvisioner } from './provisioner';

/** Whose migrations the toy applies: it speaks the same SQL. */
export const TOY_MIGRATIONS = 'sqlite';

const unsupported = () => {
  throw new AppError('capability_unsupported', { params: { capability: 'userFields' } });
};
const NO_FIELD_COLUMNS: FieldColumns = { maxColumns: 0, columnType: unsupported, nearestStorage: () => null, steps: unsupported, introspect: async () => unsupported(), probe: async () => unsupported(), apply: async () => unsupported() };

/** The least that an adapter is: databases in memory, no network, no roles, no columns for users' fields. */
export const toyAdapter = (engine: ToyEngine): AdapterMaker => ({
  driver: 'toy',
  open: ({ migrationsDir }) => {
    const migrations = () => loadMigrations(migrationsDir, TOY_MIGRATIONS);
    const once = <T>(target: TenantTarget, text: string, read: (rows: unknown[][]) => T) =>
      engine.transaction(target, async (run) => read((await run([statement(text)]))[0]?.rows ?? []));
    const builder = sqliteBuilder();
    return {
      driver: 'toy',
      capabilities: { ...CONSERVATIVE, tenants: true, transactionalDdl: true },
      isolations: ['database'],
      defaultIsolation: 'database',
      physicalNames: ({ id }) => ({ name: id, role: null }),
      test: () => Promise.resolve({ ok: true, checks: [] }),
      provisioner: toyProvisioner(engine, migrations),
      fieldColumns: NO_FIELD_COLUMNS,
      probe: () => Promise.resolve({ status: 'HEALTHY', reason: 'ok', latencyMs: 0, version: null, connections: null }),
      migrations: async () => (await migrations()).migrations.map(({ version, name, checksum }) => ({ version, name, checksum })),
      appliedVersions: (server) =>
        Promise.all(
          engine.tenants().map(async ({ name, tenantId }) => {
            const target: TenantTarget = { tenantId, slug: '', server, placement: { serverId: '', isolation: 'database', name, role: null, passwordSealed: null }, password: null };
            const last = (await engine.transaction(target, readLedger)).at(-1);
            return { tenantId, version: last?.version ?? null, checksum: last?.checksum ?? null };
          }),
        ),
      appliedSet: (target) => engine.transaction(target, readLedger),
      ledger: (target) => engine.transaction(target, readFullLedger),
      measure: async (target) => ({
        bytes: await once(target, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size', ([row]) => Number(row?.[0])),
        tables: (await engine.transaction(target, readTables)).size,
        users: await once(target, 'SELECT count(*) FROM app_user', ([row]) => Number(row?.[0])),
      }),
      openTenant: (target, context) => sqlRepositories(executorOf(engine, target, builder), target.tenantId, context),
      drain: () => Promise.resolve(),
      statistics: () => [],
      totals: () => [],
      close: () => Promise.resolve(),
    };
  },
});

function executorOf(engine: ToyEngine, target: TenantTarget, builder: SqlExecutor['builder']): SqlExecutor {
  const transaction: SqlExecutor['transaction'] = (work) =>
    engine.transaction(target, (run) => work(async (statements) => (await run(statements)).map((answer, index) => readAnswer(answer, statements[index]?.kinds))));
  return { builder, schema: null, dialect: SQLITE_DIALECT, transaction, run: (statements) => transaction((run) => run(statements)) };
}

