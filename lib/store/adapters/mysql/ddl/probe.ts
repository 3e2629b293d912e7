import type { FieldCatalog, FieldFinding, WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { withTaken } from '../../../ddl/take-columns';
import { placeOf, type MysqlAccess } from '../access';
import { qualified, quoted } from '../names';
import { checkRule, columnType, literal, ruleHash } from './column-type';
import { convert, convertWithChoice, losesPrecision, sourceOf } from './convert';
import { indexNames } from './marks';

const PROBE_TIMEOUT_MS = 5_000;
const SAMPLES = 5;
const SAMPLE_LENGTH = 120;

interface Question {
  code: FieldFinding['code'];
  settled: boolean;
  /** Rows that are in the way. */
  from: string;
  sample: string | null;
}

/** Looks at the data for what would stop the steps: each question under its own deadline, reading only. */
export async function probe(access: MysqlAccess, target: TenantTarget, wanted: readonly WantedColumn[], found: FieldCatalog, timeoutMs = PROBE_TIMEOUT_MS): Promise<FieldFinding[]> {
  const catalog = withTaken(wanted, found);
  const table = qualified(placeOf(target).database, 'app_user');
  const findings: FieldFinding[] = [];
  for (const field of wanted.filter((one) => one.presence === 'live')) {
    for (const question of questionsOf(table, field, catalog)) {
      const answer = await ask(access, target, question, timeoutMs);
      if (answer === null) findings.push({ fieldId: field.fieldId, code: 'not_checked', count: 0, samples: [question.code], settled: false });
      else if (answer.count > 0) findings.push({ fieldId: field.fieldId, code: question.code, settled: question.settled, ...answer });
    }
  }
  return findings;
}

/** A connection of its own for each: the one whose deadline passed is cut, and the server ends the question with it. */
function ask(access: MysqlAccess, target: TenantTarget, { from, sample }: Question, timeoutMs: number): Promise<{ count: number; samples: string[] } | null> {
  return access.ddl(target.server, async (connection) => {
    try {
      const { rows } = await connection.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`, undefined, timeoutMs);
      const count = Number(rows[0]?.n ?? 0);
      if (count === 0 || sample === null) return { count, samples: [] };
      const found = await connection.query<{ v: string }>(`SELECT DISTINCT LEFT(${sample}, ${SAMPLE_LENGTH}) AS v FROM ${from} LIMIT ${SAMPLES}`, undefined, timeoutMs);
      return { count, samples: found.rows.map((row) => String(row.v)) };
    } catch (error) {
      if ((error as { code?: string }).code === 'ETIMEDOUT') return null;
      throw error;
    }
  });
}

function questionsOf(table: string, wanted: WantedColumn, catalog: FieldCatalog): Question[] {
  const found = catalog.columns.find((column) => column.fieldId === wanted.fieldId && column.role === 'live');
  const { storage, onInvalid } = wanted;
  const filled = wanted.fill !== null || wanted.default !== null;
  const questions: Question[] = [];
  if (!found) {
    if (wanted.required && !filled) questions.push({ code: 'nulls', settled: false, from: table, sample: null });
    const constant = wanted.required && wanted.fill && 'value' in wanted.fill ? wanted.fill.value : wanted.default;
    // One value for all rows is no unique one as soon as there are two.
    if (wanted.unique && constant !== null && !(wanted.fill && 'generate' in wanted.fill)) {
      questions.push({ code: 'duplicates', settled: false, from: `(SELECT ${literal(constant, storage)} AS v FROM ${table} LIMIT 1 OFFSET 1) g`, sample: 'g.v' });
    }
    return questions;
  }
  const column = quoted(found.name);
  const rule = checkRule(storage, column);
  const retyped = found.type !== columnType(storage);
  const exact = catalog.exactCollation ?? '';
  let value = column;
  if (retyped) {
    value = convertWithChoice(column, sourceOf(found), wanted, exact);
    questions.push({ code: 'not_convertible', settled: onInvalid !== 'abort', from: `${table} WHERE ${column} IS NOT NULL AND (${convert(column, sourceOf(found), storage, exact)}) IS NULL`, sample: column });
    if (losesPrecision(found.type, storage)) questions.push({ code: 'not_convertible', settled: true, from: `${table} WHERE ${column} IS NOT NULL AND NOT (${column} <=> CAST(DATE(${column}) AS DATETIME(6)))`, sample: column });
  } else if (rule !== null && ruleHash(storage) !== (found.markedRule ?? null)) {
    const settled = onInvalid !== 'abort';
    questions.push({ code: 'invalid_values', settled, from: `${table} WHERE NOT (${rule})`, sample: column });
    if (settled) value = `CASE WHEN ${rule} THEN ${column}${typeof onInvalid === 'object' ? ` ELSE ${literal(onInvalid.value, storage)}` : ''} END`;
  }
  if (wanted.required && (retyped || !(found.notNull || found.markedRequired) || onInvalid === 'null') && !filled) questions.push({ code: 'nulls', settled: false, from: `${table} WHERE (${value}) IS NULL`, sample: null });
  if (wanted.unique && !catalog.indexes.some((index) => index.name === indexNames(wanted.fieldId, storage).unique)) {
    const constant = wanted.required ? (wanted.fill && 'value' in wanted.fill ? wanted.fill.value : wanted.default) : null;
    const kept = constant === null || (wanted.fill && 'generate' in wanted.fill) ? value : `COALESCE(${value}, ${literal(constant, storage)})`;
    questions.push({ code: 'duplicates', settled: false, from: `(SELECT MIN(${kept}) AS v FROM ${table} WHERE (${kept}) IS NOT NULL GROUP BY ${kept} HAVING count(*) > 1) g`, sample: 'g.v' });
  }
  return questions;
}
