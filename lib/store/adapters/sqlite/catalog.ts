import type { LedgerRow } from '../../migrate';
import { readMark, writeMark, type Mark } from '../../sql/mark';
import type { ThreadAnswer, ThreadStatement } from './thread';

/** Runs statements on a file, inside or outside of a transaction. */
export type Ask = (statements: readonly ThreadStatement[]) => Promise<ThreadAnswer[]>;

export const statement = (text: string, values: unknown[] = []): ThreadStatement => ({ text, values });

async function rowsOf(ask: Ask, text: string, values: unknown[] = []): Promise<unknown[][]> {
  const [answer] = await ask([statement(text, values)]);
  return answer?.rows ?? [];
}

/** The view that says whose a file is: part of the schema, so it changes with it, and no table of the tenant's. */
const MARK_VIEW = 'tenantry_mark';

/** A file's mark; undefined where there is none. */
export async function findMark(ask: Ask): Promise<Mark | undefined> {
  const found = await rowsOf(ask, `SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?`, [MARK_VIEW]);
  if (found.length === 0) return undefined;
  const [[mark] = []] = await rowsOf(ask, `SELECT mark FROM ${MARK_VIEW}`);
  return readMark(typeof mark === 'string' ? mark : null) ?? undefined;
}

/** Statements that (re)write the mark. */
export function markStatements(mark: Mark): string[] {
  const text = writeMark(mark).replaceAll("'", "''");
  return [`DROP VIEW IF EXISTS ${MARK_VIEW}`, `CREATE VIEW ${MARK_VIEW} AS SELECT '${text}' AS mark`];
}

const hasLedger = async (ask: Ask): Promise<boolean> => (await rowsOf(ask, `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_migrations'`)).length > 0;

/** Rows of `_migrations`, ascending; empty when there is no such table. */
export async function readLedger(ask: Ask): Promise<LedgerRow[]> {
  if (!(await hasLedger(ask))) return [];
  const rows = await rowsOf(ask, 'SELECT version, checksum FROM _migrations ORDER BY version');
  return rows.map(([version, checksum]) => ({ version: String(version), checksum: String(checksum) }));
}

export async function readFullLedger(ask: Ask) {
  if (!(await hasLedger(ask))) return [];
  const rows = await rowsOf(ask, 'SELECT version, name, checksum, applied_at, duration_ms, applied_by FROM _migrations ORDER BY version');
  return rows.map(([version, name, checksum, appliedAt, durationMs, appliedBy]) => ({
    version: String(version),
    name: String(name),
    checksum: String(checksum),
    appliedAt: new Date(String(appliedAt)).toISOString(),
    durationMs: Number(durationMs),
    appliedBy: String(appliedBy),
  }));
}

/** Tables with their columns, both sorted. */
export async function readTables(ask: Ask): Promise<Map<string, string[]>> {
  const rows = await rowsOf(
    ask,
    `SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND t.name NOT LIKE 'libsql!_%' ESCAPE '!' ORDER BY t.name, c.name`,
  );
  const tables = new Map<string, string[]>();
  for (const [table, column] of rows) tables.set(String(table), [...(tables.get(String(table)) ?? []), String(column)]);
  return tables;
}
