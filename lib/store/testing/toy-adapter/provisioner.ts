import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { readLedger, readTables, statement } from '../../adapters/sqlite/catalog';
import { CLOCK } from '../../adapters/sqlite/dialect';
import { runMigrations, statementsOf, type MigrationSet, type MigrationTarget } from '../../migrate';
import type { TenantProvisioner, TenantTarget } from '../../ports';
import { missingFrom } from '../../sql/missing-from';
import { STANDARD_ROLES } from '@/lib/model/standard-roles';
import type { ToyEngine } from './engine';

/** Every step may be run again, in any state. */
export function toyProvisioner(engine: ToyEngine, migrations: () => Promise<MigrationSet>): TenantProvisioner {
  return {
    inspect: async (target) => {
      const container = engine.ownerOf(target);
      const ledger = container === 'ours' ? await engine.transaction(target, readLedger) : [];
      return { container, role: 'not_applicable', applied: ledger.map(({ version }) => version) };
    },
    createContainer: async (target) => ({ created: engine.create(target) }),
    createRole: () => Promise.resolve({ created: false }),
    migrate: async (target, appliedBy) => ({ applied: await runMigrations(migrationTarget(engine, target), (await migrations()).migrations, appliedBy) }),
    seed: (target) => seed(engine, target),
    verify: async (target) => verify(engine, target, await migrations()),
    drop: async (target) => engine.drop(target),
  };
}

/** A database has one transaction at a time, so being in one is the tenant's lock. */
function migrationTarget(engine: ToyEngine, target: TenantTarget): MigrationTarget {
  return {
    ledger: () => engine.transaction(target, readLedger),
    apply: ({ version, name, checksum, sql }, appliedBy, stillWanted) =>
      engine.transaction(target, async (run) => {
        if (!stillWanted(await readLedger(run))) return false;
        await run(statementsOf(sql).map((text) => statement(text)));
        await run([statement(`INSERT INTO _migrations (version, name, checksum, applied_by, duration_ms, applied_at) VALUES (?, ?, ?, ?, 0, ${CLOCK})`, [version, name, checksum, appliedBy])]);
        return true;
      }),
  };
}

function seed(engine: ToyEngine, target: TenantTarget): Promise<{ roles: number }> {
  const inserts = STANDARD_ROLES.map(({ name, description, permissions }) =>
    statement('INSERT INTO rbac_role (id, name, description, permissions, system) VALUES (?, ?, ?, ?, 1) ON CONFLICT (name) DO NOTHING', [randomUUID(), name, description, JSON.stringify(permissions)]),
  );
  return engine.transaction(target, async (run) => ({ roles: Number((await run([...inserts, statement('SELECT count(*) FROM rbac_role')])).at(-1)?.rows[0]?.[0]) }));
}

/** What was promised is there, and a row can be written and read back; that row is not kept. */
async function verify(engine: ToyEngine, target: TenantTarget, { catalog }: MigrationSet): Promise<{ tables: number; columns: number }> {
  const invalid = (reason: string, missing: readonly string[] = []) => new AppError('invalid_state', { params: { server: target.server.name, reason, missing: missing.join(', ') } });
  return engine.transaction(target, async (run) => {
    const tables = await readTables(run);
    const missing = missingFrom(catalog, tables);
    if (missing.length > 0) throw invalid('tables_missing', missing);
    const id = randomUUID();
    const answers = await run([
      statement('SAVEPOINT trial'),
      statement('INSERT INTO app_user (id, email) VALUES (?, ?)', [id, `verify-${id}@tenantry.invalid`]),
      statement('SELECT id FROM app_user WHERE id = ?', [id]),
      statement('ROLLBACK TO trial'),
      statement('RELEASE trial'),
    ]);
    if (answers[2]?.rows[0]?.[0] !== id) throw invalid('not_read_back');
    return { tables: tables.size, columns: [...tables.values()].reduce((sum, columns) => sum + columns.length, 0) };
  });
}
