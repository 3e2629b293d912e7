import { forSchema, runMigrations, type Migration, type MigrationSet, type MigrationTarget } from '../../../migrate';
import type { TenantTarget } from '../../../ports';
import { quoteIdentifier, quoteLiteral } from '../../../sql/quote-identifier';
import { inTransaction, placeOf, qualified, type PgAccess } from '../access';
import { findRole, readLedger } from '../catalog';
import type { PgConnection } from '../connection';
import { writeMark } from '../../../sql/mark';
import { lockTenant } from './create-container';
import { grantAccess } from './create-role';

/** Building an index may take long; a lock is not waited for longer than its own timeout. */
const MIGRATION_TIMEOUT_MS = 10 * 60_000;

export async function migrate(access: PgAccess, set: MigrationSet, target: TenantTarget, appliedBy: string): Promise<{ applied: string[] }> {
  const place = placeOf(target);
  const applied = await access.ddl(target.server, place.database, (connection) =>
    runMigrations(migrationTarget(connection, target), set.migrations, appliedBy),
  );
  return { applied };
}

function migrationTarget(connection: PgConnection, target: TenantTarget): MigrationTarget {
  const { schema, role } = placeOf(target);
  return {
    ledger: () => readLedger(connection, schema),
    apply: (migration, appliedBy, stillWanted) =>
      inTransaction(connection, async () => {
        await lockTenant(connection, target.tenantId);
        const ledger = await readLedger(connection, schema);
        if (!stillWanted(ledger)) return false;
        const highest = ledger.at(-1);
        const newest = !highest || highest.version < migration.version ? migration : highest;
        await connection.pipeline([
          { text: forSchema(migration.sql, quoteIdentifier(schema)), query_timeout: MIGRATION_TIMEOUT_MS },
          ledgerInsert(schema, migration, appliedBy),
          ...markStatements(target, newest),
        ]);
        if (await findRole(connection, role)) await grantAccess(connection, schema, role);
        return true;
      }),
  };
}

function ledgerInsert(schema: string, { version, name, checksum }: Migration, appliedBy: string) {
  return {
    text: `INSERT INTO ${qualified(schema, '_migrations')} (version, name, checksum, applied_by, duration_ms) VALUES ($1, $2, $3, $4,
      pg_catalog.round(1000 * EXTRACT(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.transaction_timestamp()))::int)`,
    values: [version, name, checksum, appliedBy],
  };
}

/** The mark mirrors version and checksum: a sweep over thousands of containers reads comments, not ledgers. */
function markStatements({ tenantId, placement }: TenantTarget, { version, checksum }: { version: string; checksum: string }): string[] {
  const mark = quoteLiteral(writeMark({ tenantId, version, checksum }));
  const kind = placement.isolation === 'database' ? 'DATABASE' : 'SCHEMA';
  return [`COMMENT ON ${kind} ${quoteIdentifier(placement.name)} IS ${mark}`];
}
