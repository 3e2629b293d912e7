import type { CatalogColumn, FieldCatalog, FieldFinding, WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { withTaken } from '../../../ddl/take-columns';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import type { SqliteAccess } from '../access';
import { statement, type Ask } from '../catalog';
import { columnType, fullRule, indexedExpression, literal, ruleHash } from './column-type';
import { convert, losesPrecision, lostPrecision } from './convert';
import { uniqueName } from './names';
import { columnOf, mended } from './rebuild';

const PROBE_TIMEOUT_MS = 5_000;
/** Rows looked at before the clock: SQLite's own thread cannot be told to stop in the middle. Of the dearest question, some 50 ms. */
const PAGE_ROWS = 10_000;
const SAMPLES = 5;
const SAMPLE_LENGTH = 120;

interface Question {
  code: FieldFinding['code'];
  settled: boolean;
  /** Rows that are in the way, of `app_user AS u`; values that occur more than once, of a question for `duplicates`. */
  where: string;
  /** What is shown of a row, and counted of duplicates. */
  value: string | null;
}

/** Looks at the data for what would stop the steps, beside those who write: each question under its own deadline. */
export async function probe(access: SqliteAccess, target: TenantTarget, wanted: readonly WantedColumn[], found: FieldCatalog, timeoutMs = PROBE_TIMEOUT_MS): Promise<FieldFinding[]> {
  const catalog = withTaken(wanted, found);
  const findings: FieldFinding[] = [];
  for (const field of wanted.filter((one) => one.presence === 'live')) {
    for (const question of questionsOf(field, catalog)) {
      const { code, settled } = question;
      const answer = await access.reading(target, (ask) => (code === 'duplicates' ? countDuplicates : countRows)(ask, question, performance.now() + timeoutMs));
      if (answer === null) findings.push({ fieldId: field.fieldId, code: 'not_checked', count: 0, samples: [code], settled: false });
      else if (answer.count > 0) findings.push({ fieldId: field.fieldId, code, settled, ...answer });
    }
  }
  return findings;
}

interface Answer {
  count: number;
  samples: string[];
}
const cut = (value: string): string => `substr(CAST(${value} AS TEXT), 1, ${SAMPLE_LENGTH})`;
const textsOf = (rows: unknown[][] = []): string[] => rows.map(([value]) => String(value));

/** Page after page of row numbers; null when the time was over before the last. */
async function eachPage(ask: Ask, deadline: number, look: (page: string) => Promise<void>): Promise<boolean> {
  const [ends] = await ask([statement('SELECT min(rowid), max(rowid) FROM app_user')]);
  const [first, last] = (ends?.rows[0] ?? []).map((end) => (end === null ? null : Number(end)));
  if (first == null || last == null) return true;
  for (let from = first; from <= last; from += PAGE_ROWS) {
    if (performance.now() > deadline) return false;
    await look(`u.rowid BETWEEN ${from} AND ${from + PAGE_ROWS - 1}`);
  }
  return true;
}

async function countRows(ask: Ask, { where, value }: Question, deadline: number): Promise<Answer | null> {
  const answer: Answer = { count: 0, samples: [] };
  const done = await eachPage(ask, deadline, async (page) => {
    const rows = `app_user AS u WHERE ${page} AND ${where}`;
    const [counted] = await ask([statement(`SELECT count(*) FROM ${rows}`)]);
    const count = Number(counted?.rows[0]?.[0] ?? 0);
    answer.count += count;
    if (count === 0 || value === null || answer.samples.length >= SAMPLES) return;
    const [found] = await ask([statement(`SELECT DISTINCT ${cut(value)} FROM ${rows} LIMIT ${SAMPLES}`)]);
    answer.samples = [...new Set([...answer.samples, ...textsOf(found?.rows)])].slice(0, SAMPLES);
  });
  return done ? answer : null;
}

/** Values are gathered page by page in a table of the connection's own, which no other sees and no lock of the file is for. */
async function countDuplicates(ask: Ask, { value, where }: Question, deadline: number): Promise<Answer | null> {
  const seen = 'temp.zz_seen';
  const run = (...texts: string[]) => ask(texts.map((text) => statement(text)));
  await run(`DROP TABLE IF EXISTS ${seen}`);
  await run(`CREATE TABLE ${seen} (v ANY PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
  const done = await eachPage(ask, deadline, async (page) => {
    await run(`INSERT INTO ${seen} (v, n) SELECT ${value ?? 'NULL'} AS v, count(*) AS c FROM app_user AS u WHERE ${page} AND ${where} GROUP BY 1 ON CONFLICT (v) DO UPDATE SET n = n + excluded.n`);
  });
  const [counted, found] = done ? await run(`SELECT count(*) FROM ${seen} WHERE n > 1`, `SELECT ${cut('v')} FROM ${seen} WHERE n > 1 ORDER BY v LIMIT ${SAMPLES}`) : [];
  await run(`DROP TABLE ${seen}`);
  return done ? { count: Number(counted?.rows[0]?.[0] ?? 0), samples: textsOf(found?.rows) } : null;
}

function questionsOf(wanted: WantedColumn, catalog: FieldCatalog): Question[] {
  const found = columnOf(catalog, wanted);
  return found ? ofColumn(wanted, catalog, found) : ofNewColumn(wanted);
}

const isGenerated = ({ fill }: WantedColumn): boolean => fill !== null && 'generate' in fill;

/** A column that is not there yet: only how many rows there are can be in its way. */
function ofNewColumn(wanted: WantedColumn): Question[] {
  const { required, unique, fill, default: byDefault, storage } = wanted;
  const questions: Question[] = [];
  if (required && fill === null && byDefault === null) questions.push({ code: 'nulls', settled: false, where: 'TRUE', value: null });
  // One value for all rows is no unique one as soon as there are two.
  const same = required && fill && 'value' in fill ? fill.value : byDefault;
  if (unique && same !== null && !(required && isGenerated(wanted))) questions.push({ code: 'duplicates', settled: false, where: 'TRUE', value: literal(same, storage) });
  return questions;
}

function ofColumn(wanted: WantedColumn, catalog: FieldCatalog, found: CatalogColumn): Question[] {
  const { storage, onInvalid, required, unique } = wanted;
  const source = `u.${quoteIdentifier(found.name)}`;
  const settled = onInvalid !== 'abort';
  const retyped = found.type !== columnType(storage);
  const questions: Question[] = [];
  if (retyped) {
    questions.push({ code: 'not_convertible', settled, where: `${source} IS NOT NULL AND ${convert(source, found.type, storage)} IS NULL`, value: source });
    if (losesPrecision(found.type, storage)) questions.push({ code: 'not_convertible', settled: true, where: lostPrecision(source), value: source });
  } else if (found.markedRule !== ruleHash(storage)) {
    questions.push({ code: 'invalid_values', settled, where: `${source} IS NOT NULL AND NOT (${fullRule(storage, source)})`, value: source });
  }
  let value = mended(wanted, found, source);
  if (required && (retyped || !found.notNull || onInvalid === 'null')) {
    const constant = wanted.fill && 'value' in wanted.fill ? wanted.fill.value : wanted.default;
    if (wanted.fill === null && wanted.default === null) questions.push({ code: 'nulls', settled: false, where: `(${value}) IS NULL`, value: null });
    else if (!isGenerated(wanted) && constant !== null) value = `COALESCE(${value}, ${literal(constant, storage)})`;
  }
  if (unique && !(catalog.indexes.some((index) => index.name === uniqueName(wanted.fieldId)) && value === source)) {
    questions.push({ code: 'duplicates', settled: false, where: `(${value}) IS NOT NULL`, value: indexedExpression(storage, value) });
  }
  return questions;
}
