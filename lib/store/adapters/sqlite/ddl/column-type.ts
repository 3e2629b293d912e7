import type { FieldStorage, StoredValue } from '@/lib/model/field-storage';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { toSortable } from '../decimals';
import { moment } from '../dialect';
import type { WantedColumn } from '../../../field-ports';
import { hashOf, ruleName } from './names';

/** What a column holds, as the name of its CHECK says it; a table's own types are only TEXT and INTEGER (STRICT). */
function valuesOf(storage: FieldStorage): string {
  switch (storage.kind) {
    case 'text':
      return storage.ignoreCase ? 'nocase' : 'text';
    case 'enum':
      return 'text';
    case 'int64':
      return 'integer';
    case 'decimal':
      return `decimal${storage.precision}_${storage.scale}`;
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'set':
    case 'uuid':
    case 'json':
      return storage.kind;
  }
}

const ofInteger = (values: string): boolean => values === 'integer' || values === 'boolean';
export const NOCASE = 'TEXT COLLATE NOCASE';

/** A column's type as it is shown and compared, of what its mark says. */
export function typeOfValues(values: string): string {
  if (values === 'text' || values === 'integer') return values.toUpperCase();
  if (values === 'nocase') return NOCASE;
  const decimal = /^decimal(\d+)_(\d+)$/.exec(values);
  return `${ofInteger(values) ? 'INTEGER' : 'TEXT'} (${decimal ? `decimal ${decimal[1]},${decimal[2]}` : values})`;
}

/**
 * A storage's column type. Decimals are text whose bytes sort as the numbers do (`../decimals.ts`), so that ranges,
 * order, uniqueness and indexes are exact, and no function has to be registered by whoever opens the file. Days and
 * moments are ISO 8601, moments in UTC with six digits.
 */
export const columnType = (storage: FieldStorage): string => typeOfValues(valuesOf(storage));

/** The type as CREATE TABLE has it. */
export const declaredType = (type: string): string => type.replace(/ \(.*$/, '');

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A value as a constant. */
export function literal(value: StoredValue, storage: FieldStorage): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value !== 'string') return quoteText(JSON.stringify(value));
  if (storage.kind === 'int64' && /^-?\d+$/.test(value)) return value;
  if (storage.kind === 'decimal') return quoteText(toSortable(value));
  return quoteText(storage.kind === 'datetime' ? moment(value) : value);
}

const INT64 = { min: '-9223372036854775808', max: '9223372036854775807' } as const;
export const DAY = '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]';
const MOMENT = `${DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z`;

const HEX = (digits: number): string => '[0-9a-f]'.repeat(digits);
const UUID = [8, 4, 4, 4, 12].map(HEX).join('-');

/** What every value must keep, as a CHECK takes it. SQLite's own types say little, so that each column has a rule. */
export function checkRule(storage: FieldStorage, expression: string): string {
  switch (storage.kind) {
    case 'enum':
      return `${expression} IN (${storage.options.map((option) => literal(option, storage)).join(', ')})`;
    case 'text':
      return `length(${expression}) BETWEEN ${storage.minLength ?? 0} AND ${storage.maxLength}`;
    case 'boolean':
      return `${expression} IN (0, 1)`;
    case 'int64':
      return `${expression} BETWEEN ${storage.min ?? INT64.min} AND ${storage.max ?? INT64.max}`;
    case 'decimal':
      return decimalRule(storage, expression);
    case 'date':
      return [`date(${expression}) IS ${expression}`, `${expression} >= ${quoteText(storage.min ?? '0001-01-01')}`, ...upTo(storage, expression)].join(' AND ');
    case 'datetime':
      return [`${expression} GLOB '${MOMENT}'`, `date(substr(${expression}, 1, 10)) IS substr(${expression}, 1, 10)`, ...from(storage, expression), ...upTo(storage, expression)].join(' AND ');
    case 'set':
      return `json_valid(${expression}) AND json_type(${expression}) = 'array' AND json_array_length(${expression}) BETWEEN ${storage.minItems ?? 0} AND ${storage.maxItems ?? storage.options.length}`;
    case 'uuid':
      return `${expression} GLOB '${UUID}'`;
    case 'json':
      return `json_valid(${expression})`;
  }
}

/** The same, and what no CHECK may say, for it takes no subquery: which options there are. Those who write ask for it. */
export function fullRule(storage: FieldStorage, expression: string): string {
  const rule = checkRule(storage, expression);
  if (storage.kind !== 'set') return rule;
  return `CASE WHEN ${rule} THEN NOT EXISTS (SELECT 1 FROM json_each(${expression}) AS e WHERE e.value NOT IN (${storage.options.map(quoteText).join(', ')})) ELSE 0 END`;
}

type Limited = Extract<FieldStorage, { min: string | null }>;
const from = (storage: Limited, expression: string): string[] => (storage.min === null ? [] : [`${expression} >= ${literal(storage.min, storage)}`]);
const upTo = (storage: Limited, expression: string): string[] => (storage.max === null ? [] : [`${expression} <= ${literal(storage.max, storage)}`]);

function decimalRule(storage: Extract<FieldStorage, { kind: 'decimal' }>, expression: string): string {
  const { precision, scale } = storage;
  const digits = precision - scale;
  const most = `${'9'.repeat(digits) || '0'}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`;
  return [
    `(${expression} GLOB '[0-9][0-9][0-9][0-9]:[0-9]*' OR ${expression} GLOB '-[0-9][0-9][0-9]:[0-9]*~')`,
    `${expression} NOT GLOB '*[^0-9:.~-]*'`,
    `${expression} BETWEEN ${literal(storage.min ?? `-${most}`, storage)} AND ${literal(storage.max ?? most, storage)}`,
    `(instr(${expression}, '.') = 0 OR length(rtrim(${expression}, '~')) - instr(${expression}, '.') <= ${scale})`,
  ].join(' AND ');
}

/** The rule's hash: over its text for any column. */
export const ruleHash = (storage: FieldStorage): string => hashOf(fullRule(storage, 'value'));

export const defaultOf = (wanted: WantedColumn): string | null => (wanted.default === null ? null : literal(wanted.default, wanted.storage));

/** A column as CREATE TABLE and ADD COLUMN have it; what is not always there comes last (see `throughFirstBracket`). */
export function columnDefinition(wanted: WantedColumn, name: string): string {
  const { storage, fieldId } = wanted;
  const column = quoteIdentifier(name);
  const mark = quoteIdentifier(ruleName({ fieldId, values: valuesOf(storage), rule: ruleHash(storage) }));
  const byDefault = defaultOf(wanted);
  return `${column} ${declaredType(columnType(storage))} CONSTRAINT ${mark} CHECK (${checkRule(storage, column)})${wanted.required ? ' NOT NULL' : ''}${byDefault === null ? '' : ` DEFAULT ${byDefault}`}`;
}

/** What is indexed and kept unique of a column: as statements compare it. */
export const indexedExpression = (storage: FieldStorage, column: string): string => (storage.kind === 'text' && storage.ignoreCase ? `lower(${column})` : column);
