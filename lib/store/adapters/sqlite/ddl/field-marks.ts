import { statement, type Ask } from '../catalog';

/** What is known of a field's column; by its name, for SQLite's columns bear no comments. */
export interface FieldMark {
  field: string;
  /** The default that was set, as SQL. */
  default: string | null;
  /** The CHECK that its values keep, as SQL. */
  rule: string | null;
}
export type FieldMarks = Record<string, FieldMark>;

/** A view that says which columns are fields: it changes in the transaction that changes the columns. */
const VIEW = 'tenantry_fields';

export async function readFieldMarks(ask: Ask): Promise<FieldMarks> {
  const [found] = await ask([statement(`SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?`, [VIEW])]);
  if (!found || found.rows.length === 0) return {};
  const [answer] = await ask([statement(`SELECT fields FROM ${VIEW}`)]);
  return JSON.parse(String(answer?.rows[0]?.[0] ?? '{}')) as FieldMarks;
}

export function writeFieldMarks(marks: FieldMarks): string[] {
  return [`DROP VIEW IF EXISTS ${VIEW}`, `CREATE VIEW ${VIEW} AS SELECT '${JSON.stringify(marks).replaceAll("'", "''")}' AS fields`];
}
