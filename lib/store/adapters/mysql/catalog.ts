import type { LedgerRow } from '../../migrate';
import { readMark, type Mark } from '../../sql/mark';
import type { MysqlConnection } from './connection';
import { qualified } from './names';

/** Holds what was applied, and in its comment whose database it is. */
export const LEDGER = '_migrations';

/** Whose a database is, by the comment of its ledger. */
export interface FoundDatabase {
  mark: Mark | null;
  tables: number;
}

export async function findDatabase(connection: MysqlConnection, name: string): Promise<FoundDatabase | undefined> {
  const { rows } = await connection.query<{ comment: string | null; tables: string }>(
    `SELECT (SELECT table_comment FROM information_schema.tables WHERE table_schema = s.schema_name AND table_name = '${LEDGER}') AS comment,
            (SELECT count(*) FROM information_schema.tables WHERE table_schema = s.schema_name) AS tables
     FROM information_schema.schemata s WHERE s.schema_name = ?`,
    [name],
  );
  return rows[0] && { mark: readMark(rows[0].comment), tables: Number(rows[0].tables) };
}

/** `absent`, `ours` or `foreign`. */
export function ownerOf(found: FoundDatabase | undefined, tenantId: string): 'absent' | 'ours' | 'foreign' {
  if (!found) return 'absent';
  return found.mark?.tenantId === tenantId ? 'ours' : 'foreign';
}

export async function userExists(connection: MysqlConnection, name: string): Promise<boolean> {
  const { rows } = await connection.query(`SELECT 1 AS found FROM mysql.user WHERE user = ? AND host = '%'`, [name]);
  return rows.length > 0;
}

/** Rows of `_migrations`, ascending; empty when there is no such table. */
export async function readLedger(connection: MysqlConnection, database: string): Promise<LedgerRow[]> {
  if (!(await findDatabase(connection, database))?.mark) return [];
  const { rows } = await connection.query<LedgerRow>(`SELECT version, checksum FROM ${qualified(database, LEDGER)} ORDER BY version`);
  return rows;
}

/** Tables of a database with their columns, both sorted. */
export async function readTables(connection: MysqlConnection, database: string): Promise<Map<string, string[]>> {
  const { rows } = await connection.query<{ t: string; c: string }>(
    `SELECT c.table_name AS t, c.column_name AS c FROM information_schema.columns c
     JOIN information_schema.tables b ON b.table_schema = c.table_schema AND b.table_name = c.table_name AND b.table_type = 'BASE TABLE'
     WHERE c.table_schema = ?`,
    [database],
  );
  const tables = new Map<string, string[]>();
  for (const { t, c } of rows) tables.set(t, [...(tables.get(t) ?? []), c]);
  for (const columns of tables.values()) columns.sort();
  return new Map([...tables].sort(([a], [b]) => (a < b ? -1 : 1)));
}
