import type { AppliedMigration } from '@/lib/model/migration';
import type { LedgerRow } from '../../migrate';
import type { AppliedVersion, ServerTarget, TenantTarget } from '../../ports';
import { MARK_PATTERN, readMark } from '../../sql/mark';
import { placeOf, type MysqlAccess } from './access';
import { findDatabase, LEDGER } from './catalog';
import { numberOf } from './errors';
import { exactMoment } from './exact-types';
import { qualified } from './names';

/** Comments of all ledgers, in one statement. */
export async function appliedVersions(access: MysqlAccess, server: ServerTarget): Promise<AppliedVersion[]> {
  const { rows } = await access.admin(server, (connection) =>
    connection.query<{ comment: string }>(`SELECT table_comment AS comment FROM information_schema.tables WHERE table_name = '${LEDGER}' AND table_comment LIKE ?`, [MARK_PATTERN]),
  );
  return rows.flatMap(({ comment }) => readMark(comment) ?? []);
}

/** No such table. */
const NO_LEDGER = 1146;

/** Versions and checksums alone, by one statement on the way that the tenant's own statements take. */
export function readAppliedSet(access: MysqlAccess, target: TenantTarget): Promise<LedgerRow[]> {
  const { database } = placeOf(target);
  return access.data(target, async (connection) => {
    try {
      return (await connection.query<LedgerRow>(`SELECT version, checksum FROM ${qualified(database, LEDGER)} ORDER BY version`)).rows;
    } catch (error) {
      if (numberOf(error) === NO_LEDGER) return [];
      throw error;
    }
  });
}

/** The whole of one tenant's ledger. */
export async function readFullLedger(access: MysqlAccess, target: TenantTarget): Promise<AppliedMigration[]> {
  const { database } = placeOf(target);
  return access.admin(target.server, async (connection) => {
    if (!(await findDatabase(connection, database))?.mark) return [];
    const { rows } = await connection.query<AppliedMigration>(
      `SELECT version, name, checksum, applied_at AS appliedAt, duration_ms AS durationMs, applied_by AS appliedBy FROM ${qualified(database, LEDGER)} ORDER BY version`,
    );
    return rows.map((row) => ({ ...row, appliedAt: new Date(exactMoment(row.appliedAt)).toISOString() }));
  });
}
