import type { FieldStorage } from '@/lib/model/field-storage';
import type { CatalogColumn, WantedColumn } from '../../../field-ports';
import { literal as quote } from '../names';
import { checkRule, literal, WITHOUT_CASE } from './column-type';

/**
 * A value of one type as one of another, in SQL that never raises, not in strict mode either: what does not convert,
 * or breaks the new rule, is NULL. Guards stand in nested CASEs, whose order of evaluation is certain.
 * @param exact collation in which texts are compared, point by point
 */
export function convert(expression: string, from: string, storage: FieldStorage, exact: string): string {
  const converted = direct(expression, from, storage) ?? fromText(toText(expression, from, exact), storage);
  const rule = checkRule(storage, `(${converted})`);
  return rule ? `CASE WHEN ${rule} THEN ${converted} END` : converted;
}

/** The same, with the choice made for what does not convert. */
export function convertWithChoice(expression: string, from: string, { storage, onInvalid }: Pick<WantedColumn, 'storage' | 'onInvalid'>, exact: string): string {
  const converted = convert(expression, from, storage, exact);
  if (typeof onInvalid === 'string') return converted;
  return `CASE WHEN ${expression} IS NOT NULL THEN COALESCE(${converted}, ${literal(onInvalid.value, storage)}) END`;
}

/** Converting loses something even of values that convert. */
export const losesPrecision = (from: string, storage: FieldStorage): boolean => from.startsWith('datetime') && storage.kind === 'date';

/** What a column holds: lists of a set and other JSON are of one type, and only those of a set keep a rule. */
export const sourceOf = ({ type, markedRule }: Pick<CatalogColumn, 'type' | 'markedRule'>): string => (type === 'json' && (markedRule ?? null) !== null ? 'set' : type);

const isText = (type: string): boolean => /^(var)?char|text/.test(type);

/** Whether two values are not the very same: case counts, whatever the column's collation says. */
export function differ(one: string, other: string, type: string, exact: string): string {
  const exactly = (value: string) => (isText(type) ? `CONVERT(${value} USING utf8mb4) COLLATE ${exact}` : value);
  return `NOT (${exactly(one)} <=> ${exactly(other)})`;
}

function direct(expression: string, from: string, storage: FieldStorage): string | null {
  if (from === 'tinyint(1)' && (storage.kind === 'int64' || storage.kind === 'decimal')) return `CASE WHEN ${expression} THEN 1 WHEN NOT ${expression} THEN 0 END`;
  if (from.startsWith('datetime') && storage.kind === 'date') return `DATE(${expression})`;
  if (storage.kind === 'json') return asJson(expression, from);
  if (from === 'date' && storage.kind === 'datetime') return `CAST(${expression} AS DATETIME(6))`;
  return null;
}

/** As the value's JSON was before: numbers that JavaScript would round, decimals, days and moments are texts; and so is a text, whatever is in it. */
function asJson(expression: string, from: string): string | null {
  if (from === 'tinyint(1)') return `CASE WHEN ${expression} THEN 'true' WHEN NOT ${expression} THEN 'false' END`;
  if (from !== 'bigint') return null;
  return `CASE WHEN ${expression} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} THEN CAST(${expression} AS CHAR) ELSE JSON_QUOTE(CAST(${expression} AS CHAR)) END`;
}

/** A JSON list of texts in the options' order and without repetition; NULL where it has something else in it. */
function chosen(list: string, options: readonly string[]): string {
  const each = options.map((option) => `IF(JSON_CONTAINS(${list}, ${quote(JSON.stringify(option))}), ${quote(`,${JSON.stringify(option)}`)}, '')`);
  return `CASE WHEN JSON_CONTAINS(${quote(JSON.stringify(options))}, ${list}) THEN CONCAT('[', SUBSTR(CONCAT(${each.join(', ')}), 2), ']') END`;
}

function toText(expression: string, from: string, exact: string): string {
  const exactly = (text: string) => `CONVERT(${text} USING utf8mb4) COLLATE ${exact}`;
  if (isText(from)) return from.endsWith(WITHOUT_CASE) || from.startsWith('char') ? exactly(expression) : expression;
  if (from === 'tinyint(1)') return exactly(`CASE WHEN ${expression} THEN 'true' WHEN NOT ${expression} THEN 'false' END`);
  // Between two texts stands `","`; within one, a quote has a backslash before it.
  if (from === 'set') return exactly(`JSON_UNQUOTE(REGEXP_REPLACE(SUBSTR(${expression}, 2, CHAR_LENGTH(${expression}) - 2), '" *, *"', ', '))`);
  if (from === 'json') return exactly(`CASE WHEN JSON_TYPE(${expression}) = 'STRING' THEN JSON_UNQUOTE(${expression}) ELSE ${expression} END`);
  if (/^decimal\(\d+,[1-9]/.test(from)) return exactly(`TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(${expression} AS CHAR)))`);
  if (from === 'date') return exactly(`DATE_FORMAT(${expression}, '%Y-%m-%d')`);
  if (from.startsWith('datetime')) return exactly(`DATE_FORMAT(${expression}, '%Y-%m-%dT%H:%i:%s.%fZ')`);
  return exactly(`CAST(${expression} AS CHAR)`);
}

const UUID = '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';
const DAY = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const TIME = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?';
const OFFSET = '[+-]([01][0-9]|2[0-3]):?[0-5][0-9]';
/** The whole text: `$` would let a line's end pass. */
const matches = (text: string, pattern: string): string => `${text} REGEXP ${quote(`^${pattern}\\z`)}`;

function fromText(text: string, storage: FieldStorage): string {
  switch (storage.kind) {
    case 'text':
    case 'enum':
      return text;
    case 'json':
      return `JSON_QUOTE(${text})`;
    case 'uuid':
      return `CASE WHEN ${matches(text, ` *${UUID} *`)} THEN LOWER(TRIM(${text})) END`;
    case 'set': {
      // One option as it is, comma and all; else a list of them.
      const list = `CONCAT('[', REPLACE(JSON_QUOTE(REGEXP_REPLACE(TRIM(${text}), '[[:space:]]*,[[:space:]]*', ',')), ',', '","'), ']')`;
      return `CASE WHEN ${text} IN (${storage.options.map((option) => quote(option)).join(', ')}) THEN JSON_ARRAY(${text}) ELSE ${chosen(list, storage.options)} END`;
    }
    case 'int64':
      return `CASE WHEN ${matches(text, ' *[+-]?[0-9]{1,19} *')} THEN CASE WHEN CAST(TRIM(${text}) AS DECIMAL(20,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(TRIM(${text}) AS SIGNED) END END`;
    case 'decimal': {
      // What fits is said by the digits alone: a cast of more would raise.
      const { precision, scale } = storage;
      const whole = precision > scale ? `0*[0-9]{1,${precision - scale}}` : '0+';
      const part = scale > 0 ? `([.][0-9]{1,${scale}}0*)?` : '([.]0+)?';
      const digits = `REGEXP_SUBSTR(TRIM(${text}), ${quote(`^[+-]?[0-9]+${scale > 0 ? `([.][0-9]{1,${scale}})?` : ''}`)})`;
      return `CASE WHEN ${matches(text, ` *[+-]?${whole}${part} *`)} THEN CAST(${digits} AS DECIMAL(${precision},${scale})) END`;
    }
    case 'boolean':
      return `CASE WHEN LOWER(TRIM(${text})) IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1 WHEN LOWER(TRIM(${text})) IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0 END`;
    case 'date':
      return `CASE WHEN ${matches(text, DAY)} THEN ${existingDay(text, `CAST(${text} AS DATE)`)} END`;
    case 'datetime':
      return `CASE WHEN ${matches(text, `${DAY}([Tt ]${TIME}([Zz]|${OFFSET})?)?`)} THEN ${existingDay(text, moment(text))} END`;
  }
}

/** As it stands there, less its distance from UTC. */
function moment(text: string): string {
  const rest = `SUBSTR(${text}, 12)`;
  const offset = `REGEXP_SUBSTR(${rest}, ${quote(`${OFFSET}\\z`)})`;
  const minutes = `(CAST(SUBSTR(${offset}, 2, 2) AS SIGNED) * 60 + CAST(RIGHT(${offset}, 2) AS SIGNED))`;
  const local = `CAST(CONCAT(SUBSTR(${text}, 1, 10), ' ', CASE WHEN ${rest} = '' THEN '00:00' ELSE REGEXP_REPLACE(${rest}, ${quote(`([Zz]|${OFFSET})\\z`)}, '') END) AS DATETIME(6))`;
  return `CASE WHEN ${offset} = '' OR ${offset} IS NULL THEN ${local} WHEN LEFT(${offset}, 1) = '-' THEN DATE_ADD(${local}, INTERVAL ${minutes} MINUTE) ELSE DATE_SUB(${local}, INTERVAL ${minutes} MINUTE) END`;
}

/** 30 February looks like a day and is none; and the engine has no year 0. */
const existingDay = (text: string, then: string): string =>
  `CASE WHEN SUBSTR(${text}, 1, 4) > 0 THEN CASE WHEN SUBSTR(${text}, 9, 2) <= DAY(LAST_DAY(CONCAT(SUBSTR(${text}, 1, 7), '-01'))) THEN ${then} END END`;
