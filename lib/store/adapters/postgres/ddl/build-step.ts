import type { FieldDdlStep, FieldPhase } from '../../../field-ports';

/** Locks by strength, as the manual names them (13.3.1). Writers pass all but the last. */
const STRONG = 'ACCESS EXCLUSIVE';
const SHARE_UPDATE = 'SHARE UPDATE EXCLUSIVE';
const ROWS = 'ROW EXCLUSIVE';

type About = { op: string; phase: FieldPhase; fieldId: string | null };

/** A short change of the catalogue alone. */
export const catalogStep = (about: About, statements: string[], destroysData = false): FieldDdlStep => ({
  ...about, statements, how: 'transaction', lock: STRONG, rewritesTable: false, everyRow: false, destroysData,
});
/** A scan or build that lets readers and writers pass. */
export const onlineStep = (about: About, statement: string): FieldDdlStep => ({
  ...about, statements: [statement], how: 'alone', lock: SHARE_UPDATE, rewritesTable: false, everyRow: true, destroysData: false,
});
/** Many short writes in order of the key. */
export const batchStep = (about: About, statement: string, destroysData = false): FieldDdlStep => ({
  ...about, statements: [statement], how: 'batches', lock: ROWS, rewritesTable: false, everyRow: true, destroysData,
});

/** Rows written in one transaction: of 10,000 a writer waited 276 ms, of 1,000 it waited 22 ms. */
export const BATCH_ROWS = 1_000;

/**
 * One batch: `$1` is the last id of the one before it (null at first). Answers the last id it saw, and how many rows it changed.
 * @param set assignment for alias `u`; it may use `batch.n`, the row's number in the batch.
 */
export function batchStatement(table: string, set: string, where: string): string {
  return `WITH batch AS MATERIALIZED (SELECT id, pg_catalog.row_number() OVER (ORDER BY id) AS n FROM (SELECT id FROM ${table} WHERE $1::uuid IS NULL OR id > $1::uuid ORDER BY id LIMIT ${BATCH_ROWS}) page),
changed AS (UPDATE ${table} u SET ${set} FROM batch WHERE u.id = batch.id AND (${where}) RETURNING 1)
SELECT (SELECT id FROM batch ORDER BY n DESC LIMIT 1) AS last, (SELECT pg_catalog.count(*) FROM changed)::int AS changed`;
}
