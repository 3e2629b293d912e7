import type { AppliedMigration } from '@/lib/model/migration';
import type { LedgerRow } from '../../migrate';
import type { AppliedVersion, ServerTarget, TenantTarget } from '../../ports';
import { placeOf, qualified, type PgAccess } from './access';
import { findTable } from './catalog';
import { codeOf } from './errors';
import { MARK_PATTERN, readMark } from '../../sql/mark';

/** Marks of schemas (in the server's database) and of databases (shared by all), in one statement. */
export async function appliedVersions(access: PgAccess, server: ServerTarget): Promise<AppliedVersion[]> {
  const rows = await access.admin(server, server.database, async (connection) => {
    const answer = await connection.query<{ comment: string }>(
      `SELECT description AS comment FROM pg_catalog.pg_description
       WHERE classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND objsubid = 0 AND description LIKE $1
       UNION ALL
       SELECT description FROM pg_catalog.pg_shdescription
       WHERE classoid = 'pg_catalog.pg_database'::pg_catalog.regclass AND description LIKE $1`,
      [MARK_PATTERN],
    );
    return answer.rows;
  });
  return rows.flatMap(({ comment }) => readMark(comment) ?? []);
}

/** No such table, no such schema. */
const NO_LEDGER = new Set(['42P01', '3F000']);

/** Versions and checksums alone, by one statement on the way that the tenant's own statements take. */
export function readAppliedSet(access: PgAccess, target: TenantTarget): Promise<LedgerRow[]> {
  const { schema } = placeOf(target);
  return access.data(target, async (connection) => {
    try {
      return (await connection.query<LedgerRow>(`SELECT version, checksum FROM ${qualified(schema, '_migrations')} ORDER BY version`)).rows;
    } catch (error) {
      if (NO_LEDGER.has(codeOf(error) ?? '')) return [];
      throw error;
    }
  });
}

/** The whole of one tenant's ledger. */
export async function readFullLedger(access: PgAccess, target: TenantTarget): Promise<AppliedMigration[]> {
  const { schema } = placeOf(target);
  return access.data(target, async (connection) => {
    if (!(await findTable(connection, schema, '_migrations'))) return [];
    const { rows } = await connection.query<AppliedMigration>(
      `SELECT version, name, checksum, applied_at AS "appliedAt", duration_ms AS "durationMs", applied_by AS "appliedBy"
       FROM ${qualified(schema, '_migrations')} ORDER BY version`,
    );
    return rows.map((row) => ({ ...row, appliedAt: new Date(row.appliedAt).toISOString() }));
  });
}
