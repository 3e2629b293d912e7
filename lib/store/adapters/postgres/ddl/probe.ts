import type { CatalogColumn, FieldCatalog, FieldFinding, WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { withTaken } from '../../../ddl/take-columns';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { placeOf, qualified, type PgAccess } from '../access';
import type { PgConnection } from '../connection';
import { codeOf } from '../errors';
import { checkRule, columnType, indexedExpression, literal } from './column-type';
import { convert, convertWithChoice, losesPrecision } from './convert';
import { objectNames } from './names';

export const PROBE_TIMEOUT_MS = 5_000;
const SAMPLES = 5;
const SAMPLE_LENGTH = 120;

interface Question {
  code: FieldFinding['code'];
  settled: boolean;
  /** Answers one row `{count, samples}`. */
  text: string;
}

/** Looks at the data for what would stop the steps: each question under its own timeout, reading only. */
export async function probe(access: PgAccess, target: TenantTarget, wanted: readonly WantedColumn[], found: FieldCatalog, timeoutMs = PROBE_TIMEOUT_MS): Promise<FieldFinding[]> {
  const catalog = withTaken(wanted, found);
  const { database, schema } = placeOf(target);
  const table = qualified(schema, 'app_user');
  const asked = wanted.flatMap((field) => questionsOf(table, field, catalog).map((question) => ({ fieldId: field.fieldId, ...question })));
  if (asked.length === 0) return [];
  return access.ddl(target.server, database, async (connection) => {
    const findings: FieldFinding[] = [];
    for (const { fieldId, text, code, settled } of asked) {
      const answer = await ask(connection, text, timeoutMs);
      if (answer === 'not_checked') findings.push({ fieldId, code: 'not_checked', count: 0, samples: [code], settled: false });
      else if (answer.count > 0) findings.push({ fieldId, code, settled, ...answer });
    }
    return findings;
  });
}

async function ask(connection: PgConnection, text: string, timeoutMs: number): Promise<{ count: number; samples: string[] } | 'not_checked'> {
  try {
    const [answer] = await connection.transaction([text], `BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeoutMs}; SET LOCAL lock_timeout = ${timeoutMs}`);
    const row = answer?.rows[0] as { count: string; samples: string[] | null } | undefined;
    return { count: Number(row?.count ?? 0), samples: row?.samples ?? [] };
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => connection.destroy());
    // 57014: cancelled by the timeout; 55P03: somebody holds the table.
    if (codeOf(error) === '57014' || codeOf(error) === '55P03') return 'not_checked';
    throw error;
  }
}

function questionsOf(table: string, wanted: WantedColumn, catalog: FieldCatalog): Question[] {
  if (wanted.presence !== 'live') return [];
  const found = catalog.columns.find((column) => column.fieldId === wanted.fieldId && column.role === 'live');
  return found ? ofColumn(table, wanted, catalog, found) : ofNewColumn(table, wanted);
}

const counted = (from: string, sample: string | null): string =>
  `SELECT pg_catalog.count(*) AS count, ${sample === null ? 'NULL::text[]' : `(SELECT pg_catalog.array_agg(DISTINCT pg_catalog.left(s.v, ${SAMPLE_LENGTH})) FROM (SELECT ${sample} AS v FROM ${from} LIMIT ${SAMPLES}) s)`} AS samples FROM ${from}`;

/** A column that is not there yet: only how many rows there are can be in its way. */
function ofNewColumn(table: string, wanted: WantedColumn): Question[] {
  const questions: Question[] = [];
  const constant = wanted.fill && 'value' in wanted.fill ? wanted.fill.value : wanted.default;
  if (wanted.required && wanted.fill === null && wanted.default === null) questions.push({ code: 'nulls', settled: false, text: counted(table, null) });
  // One value for all rows is no unique one as soon as there are two.
  const same = wanted.required ? constant : wanted.default;
  if (wanted.unique && same !== null && !(wanted.fill && 'generate' in wanted.fill)) {
    questions.push({ code: 'duplicates', settled: false, text: `SELECT CASE WHEN pg_catalog.count(*) > 1 THEN pg_catalog.count(*) ELSE 0 END AS count, ARRAY[${literal(same, wanted.storage)}::text] AS samples FROM ${table}` });
  }
  return questions;
}

function ofColumn(table: string, wanted: WantedColumn, catalog: FieldCatalog, found: CatalogColumn): Question[] {
  const { storage, onInvalid } = wanted;
  const column = quoteIdentifier(found.name);
  const retyped = found.type !== columnType(storage);
  const settled = onInvalid !== 'abort';
  const objects = objectNames(wanted.fieldId, storage);
  const questions: Question[] = [];
  const rule = checkRule(storage, column);
  let value = column;
  if (retyped) {
    value = convertWithChoice(column, found.type, wanted);
    questions.push({ code: 'not_convertible', settled, text: counted(`${table} WHERE ${column} IS NOT NULL AND (${convert(column, found.type, storage)}) IS NULL`, `${column}::text`) });
    if (losesPrecision(found.type, storage)) questions.push({ code: 'not_convertible', settled: true, text: counted(`${table} WHERE ${column} IS NOT NULL AND ${column} <> ((${value})::timestamp AT TIME ZONE 'UTC')`, `${column}::text`) });
  } else if (rule !== null && !catalog.constraints.some((constraint) => constraint.validated && constraint.name === objects.check(checkRule(storage, 'value') ?? ''))) {
    questions.push({ code: 'invalid_values', settled, text: counted(`${table} WHERE NOT (${rule})`, `${column}::text`) });
    if (settled) value = `CASE WHEN ${rule} THEN ${column}${typeof onInvalid === 'object' ? ` ELSE ${literal(onInvalid.value, storage)}` : ''} END`;
  }
  if (wanted.required && (retyped || !found.notNull || onInvalid === 'null')) {
    const filled = wanted.fill !== null || wanted.default !== null;
    if (!filled) questions.push({ code: 'nulls', settled: false, text: counted(`${table} WHERE (${value}) IS NULL`, null) });
    else if (wanted.fill === null || 'value' in wanted.fill) {
      const constant = wanted.fill?.value ?? wanted.default;
      if (constant !== null) value = `COALESCE(${value}, ${literal(constant, storage)})`;
    }
  }
  const key = catalog.indexes.find((index) => index.name === objects.unique);
  if (wanted.unique && !(key?.valid && value === column)) {
    const expression = indexedExpression(storage, `(${value})`);
    const groups = `(SELECT ${expression} AS v FROM ${table} WHERE (${value}) IS NOT NULL GROUP BY 1 HAVING pg_catalog.count(*) > 1) g`;
    questions.push({ code: 'duplicates', settled: false, text: counted(groups, 'g.v::text') });
  }
  return questions;
}
