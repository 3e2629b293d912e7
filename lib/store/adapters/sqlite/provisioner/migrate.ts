import { runMigrations, type Migration, type MigrationSet, type MigrationTarget } from '../../../migrate';
import type { TenantTarget } from '../../../ports';
import type { SqliteAccess } from '../access';
import { markStatements, readLedger, statement } from '../catalog';
import { CLOCK } from '../dialect';

export async function migrate(access: SqliteAccess, set: MigrationSet, target: TenantTarget, appliedBy: string): Promise<{ applied: string[] }> {
  return { applied: await runMigrations(migrationTarget(access, target), set.migrations, appliedBy) };
}

/** The file's write lock is the tenant's: two nodes never migrate one tenant at once. */
function migrationTarget(access: SqliteAccess, target: TenantTarget): MigrationTarget {
  return {
    ledger: () => readLedger((statements) => access.read(target, statements)),
    apply: (migration, appliedBy, stillWanted) =>
      access.transaction(target, 'long', async (connection) => {
        const ledger = await readLedger((statements) => connection.execute(statements));
        if (!stillWanted(ledger)) return false;
        const highest = ledger.at(-1);
        const newest = !highest || highest.version < migration.version ? migration : highest;
        const startedAt = performance.now();
        await connection.script(migration.sql);
        await connection.execute([
          ledgerInsert(migration, appliedBy, Math.round(performance.now() - startedAt)),
          ...markStatements({ tenantId: target.tenantId, version: newest.version, checksum: newest.checksum }).map((text) => statement(text)),
        ]);
        return true;
      }),
  };
}

const ledgerInsert = ({ version, name, checksum }: Migration, appliedBy: string, durationMs: number) =>
  statement(`INSERT INTO _migrations (version, name, checksum, applied_by, duration_ms, applied_at) VALUES (?, ?, ?, ?, ?, ${CLOCK})`, [version, name, checksum, appliedBy, durationMs]);
