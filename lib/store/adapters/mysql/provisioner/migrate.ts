import { forSchema, runMigrations, statementsOf, type Migration, type MigrationSet, type MigrationTarget } from '../../../migrate';
import type { TenantTarget } from '../../../ports';
import { placeOf, type MysqlAccess } from '../access';
import { findDatabase, LEDGER, readLedger, userExists } from '../catalog';
import type { MysqlConnection } from '../connection';
import { numberOf } from '../errors';
import { withTenantLock } from '../locks';
import { qualified, quoted } from '../names';
import { grantAccess, writeLedgerMark } from './create-role';

/** Building an index may take long; a lock is not waited for longer than its own timeout. */
const MIGRATION_TIMEOUT_MS = 10 * 60_000;
/** Table, column, index or constraint is there already, or was dropped: an earlier run was killed behind this statement. */
const ALREADY = new Set([1050, 1060, 1061, 1091, 1826, 3822]);

/** DDL takes part in no transaction: statements are done one by one, and one that was done before is passed over. */
export async function migrate(access: MysqlAccess, set: MigrationSet, target: TenantTarget, appliedBy: string): Promise<{ applied: string[] }> {
  const applied = await access.ddl(target.server, (connection) =>
    withTenantLock(connection, target, async () => {
      const done = await runMigrations(migrationTarget(connection, target), set.migrations, appliedBy);
      await settle(connection, target);
      return done;
    }),
  );
  return { applied };
}

function migrationTarget(connection: MysqlConnection, target: TenantTarget): MigrationTarget {
  const { database } = placeOf(target);
  return {
    ledger: () => readLedger(connection, database),
    apply: async (migration, appliedBy, stillWanted) => {
      if (!stillWanted(await readLedger(connection, database))) return false;
      const startedAt = performance.now();
      for (const statement of statementsOf(forSchema(migration.sql, quoted(database)))) await once(connection, statement);
      await enter(connection, database, migration, appliedBy, Math.round(performance.now() - startedAt));
      return true;
    },
  };
}

async function once(connection: MysqlConnection, statement: string): Promise<void> {
  try {
    await connection.query(statement, undefined, MIGRATION_TIMEOUT_MS);
  } catch (error) {
    if (!ALREADY.has(numberOf(error) ?? 0)) throw error;
  }
}

async function enter(connection: MysqlConnection, database: string, { version, name, checksum }: Migration, appliedBy: string, durationMs: number): Promise<void> {
  await connection.query(`INSERT INTO ${qualified(database, LEDGER)} (version, name, checksum, applied_by, duration_ms) VALUES (?, ?, ?, ?, ?)`, [version, name, checksum, appliedBy, durationMs]);
}

/** What follows from the ledger, made right also where an earlier run was killed before: rights on new tables, and the mark. */
async function settle(connection: MysqlConnection, target: TenantTarget): Promise<void> {
  const { database, role } = placeOf(target);
  const mark = (await findDatabase(connection, database))?.mark;
  const newest = (await readLedger(connection, database)).at(-1);
  if (!mark || !newest || (mark.version === newest.version && mark.checksum === newest.checksum)) return;
  // Rights first: the mark says that all is done.
  if (mark.role === role && (await userExists(connection, role))) await grantAccess(connection, database, role);
  await writeLedgerMark(connection, database, { ...mark, version: newest.version, checksum: newest.checksum });
}
