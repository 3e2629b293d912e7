import type { FieldStorage } from '@/lib/model/field-storage';
import type { WantedColumn } from '../../../field-ports';
import { DAY, fullRule, literal } from './column-type';
import { asJson, asSet, setAsText, textAsSet } from './convert-json';

/**
 * A value of one type as one of another, in SQL that never raises: what does not convert, or breaks the new rule, is
 * NULL. Parts of a text are named by SELECTs, since SQLite has neither regular expressions nor functions of our own.
 */
export function convert(expression: string, from: string, storage: FieldStorage): string {
  const converted = direct(expression, from, storage) ?? fromText(toText(expression, from), storage);
  return `(SELECT CASE WHEN ${fullRule(storage, 'v')} THEN v END FROM (SELECT ${converted} AS v))`;
}

/** The same, with the choice made for what does not convert. */
export function convertWithChoice(expression: string, from: string, { storage, onInvalid }: WantedColumn): string {
  const converted = convert(expression, from, storage);
  if (typeof onInvalid === 'string') return converted;
  return `CASE WHEN ${expression} IS NOT NULL THEN COALESCE(${converted}, ${literal(onInvalid.value, storage)}) END`;
}

const isDatetime = (type: string): boolean => type === 'TEXT (datetime)';
/** Converting loses something even of values that convert. */
export const losesPrecision = (from: string, storage: FieldStorage): boolean => isDatetime(from) && storage.kind === 'date';
/** Whether it lost something of a value. */
export const lostPrecision = (expression: string): string => `substr(${expression}, 11) <> 'T00:00:00.000000Z'`;

function direct(expression: string, from: string, storage: FieldStorage): string | null {
  if (storage.kind === 'json') return asJson(expression, from, toText(expression, from));
  if (storage.kind === 'set') return asSet(expression, from, storage.options, fromText(toText(expression, from), storage));
  if (from === 'INTEGER (boolean)' && storage.kind === 'int64') return expression;
  if (from === 'INTEGER (boolean)' && storage.kind === 'decimal') return `'0001:' || ${expression}`;
  if (isDatetime(from) && storage.kind === 'date') return `substr(${expression}, 1, 10)`;
  if (from === 'TEXT (date)' && storage.kind === 'datetime') return `${expression} || 'T00:00:00.000000Z'`;
  return null;
}

/** Steps of a reckoning, each with the names of the one before it: the parser takes no expression nested a hundred deep. */
const inSteps = (steps: readonly string[], result: string): string => `(WITH ${steps.map((select, at) => `s${at} AS (${at === 0 ? select : select.replace('FROM *', `FROM s${at - 1}`)})`).join(', ')} SELECT ${result} FROM s${steps.length - 1})`;

/** Nine less each digit of `n`, as of negative decimals (see `../decimals.ts`), beside other columns. */
const turned = (others: string): string[] => [0, 1, 2, 3, 4].map((digit) => `SELECT ${others}replace(replace(replace(n, '${digit}', 'x'), '${9 - digit}', '${digit}'), 'x', '${9 - digit}') AS n FROM *`);

function toText(expression: string, from: string): string {
  if (from === 'INTEGER (boolean)') return `CASE ${expression} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`;
  if (from === 'TEXT (set)') return setAsText(expression);
  // A JSON text without its quotes, everything else as JSON writes it.
  if (from === 'TEXT (json)') return `iif(json_type(${expression}) = 'text', ${expression} ->> '$', ${expression})`;
  // Of a column that others made: REAL, ANY.
  if (!from.startsWith('TEXT')) return `CAST(${expression} AS TEXT)`;
  if (!from.startsWith('TEXT (decimal')) return expression;
  const steps = [`SELECT ${expression} AS s`, "SELECT s, rtrim(substr(s, 6), '~') AS n FROM *", ...turned('s, ')];
  return inSteps(steps, "iif(s GLOB '-*', '-' || n, substr(s, 6))");
}

const TRUE = "'true', 't', 'yes', 'y', 'on', '1'";
const FALSE = "'false', 'f', 'no', 'n', 'off', '0'";

function fromText(text: string, storage: FieldStorage): string {
  switch (storage.kind) {
    case 'text':
    case 'enum':
      return text;
    case 'int64':
      return inSteps(
        [...signed(text), "SELECT b, minus, d, ltrim(d, '0') AS z FROM *"],
        "CASE WHEN length(d) BETWEEN 1 AND 19 AND d NOT GLOB '*[^0-9]*' AND (length(z) < 19 OR z <= iif(minus, '9223372036854775808', '9223372036854775807')) THEN CAST(b AS INTEGER) END",
      );
    case 'decimal':
      return toDecimal(text, storage);
    case 'boolean':
      return `(SELECT CASE WHEN b IN (${TRUE}) THEN 1 WHEN b IN (${FALSE}) THEN 0 END FROM (SELECT lower(trim(${text})) AS b))`;
    case 'date':
      return `(SELECT CASE WHEN t GLOB '${DAY}' AND date(t) IS t THEN t END FROM (SELECT ${text} AS t))`;
    case 'datetime':
      return toMoment(text);
    case 'uuid':
      return `lower(trim(${text}))`;
    case 'json':
      return `json_quote(${text})`;
    case 'set':
      return textAsSet(text, storage.options);
  }
}

/** A number's text without spaces: `b`, whether there is a `minus`, and what follows the sign: `d`. */
const signed = (text: string): string[] => [`SELECT trim(${text}) AS b`, "SELECT b, b GLOB '-*' AS minus, substr(b, 1 + (b GLOB '[-+]*')) AS d FROM *"];

function toDecimal(text: string, { precision, scale }: { precision: number; scale: number }): string {
  const valid = `length(w) BETWEEN 1 AND 60 AND w NOT GLOB '*[^0-9]*' AND f NOT GLOB '*[^0-9]*' AND (point = 0 OR length(f) BETWEEN 1 AND 60) AND length(ltrim(w, '0')) <= ${precision - scale} AND length(rtrim(f, '0')) <= ${scale}`;
  const steps = [
    ...signed(text),
    "SELECT minus, d, instr(d, '.') AS point FROM *",
    "SELECT minus, point, substr(d, 1, iif(point, point - 1, length(d))) AS w, iif(point, substr(d, point + 1), '') AS f FROM *",
    `SELECT minus, COALESCE(NULLIF(ltrim(w, '0'), ''), '0') AS whole, rtrim(f, '0') AS part FROM * WHERE ${valid}`,
    "SELECT minus, length(whole) AS digits, whole || iif(part = '', '', '.' || part) AS n FROM *",
    "SELECT minus AND n <> '0' AS minus, digits, n AS plain, n FROM *",
    ...turned('minus, digits, plain, '),
  ];
  return inSteps(steps, "iif(minus, '-' || (999 - digits) || ':' || n || '~', printf('%04d:', digits) || plain)");
}

/** As Postgres reads it: a day, or a day and a time with seconds, up to six digits below them, and a zone or none (UTC). */
function toMoment(text: string): string {
  const valid = `substr(t, 1, 10) GLOB '${DAY}' AND date(substr(t, 1, 10)) IS substr(t, 1, 10) AND t >= '0001-01-01' AND length(f) <= 6`;
  const timed = "length(t) = 10 OR (substr(t, 11, 1) IN ('T', 't', ' ') AND substr(t, 12, 5) GLOB '[0-2][0-9]:[0-5][0-9]' AND substr(t, 12, 2) < '24')";
  const steps = [
    `SELECT ${text} AS t`,
    "SELECT t, substr(t, 17) AS r, substr(t, 17) GLOB ':[0-5][0-9]*' AS seconds FROM *",
    "SELECT t, iif(seconds, substr(r, 2, 2), '00') AS s, iif(seconds, substr(r, 4), r) AS r, seconds AND substr(r, 4) GLOB '.[0-9]*' AS below FROM *",
    "SELECT t, s, r, iif(below, ltrim(substr(r, 2), '0123456789'), r) AS zone, below FROM *",
    "SELECT t, s, zone, iif(below, substr(r, 2, length(r) - 1 - length(zone)), '') AS f FROM *",
    `SELECT substr(t, 1, 10) AS day, iif(length(t) = 10, '00:00', substr(t, 12, 5)) AS time, s, f, zone FROM * WHERE ${valid} AND (${timed})`,
    "SELECT day, time, s, f, CASE WHEN zone IN ('', 'Z', 'z') THEN '+00:00' WHEN zone GLOB '[-+][0-2][0-9]:[0-5][0-9]' THEN zone WHEN zone GLOB '[-+][0-2][0-9][0-5][0-9]' THEN substr(zone, 1, 3) || ':' || substr(zone, 4) END AS zone FROM *",
    "SELECT strftime('%Y-%m-%dT%H:%M:%S', day || 'T' || time || ':' || s || zone) AS m, substr(f || '000000', 1, 6) AS f FROM *",
  ];
  return inSteps(steps, "iif(m >= '0001', m || '.' || f || 'Z', NULL)");
}
