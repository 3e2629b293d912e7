import { createHash } from 'node:crypto';
import type { FieldStorage, StoredValue } from '@/lib/model/field-storage';
import { storedMoment } from '../exact-types';
import { literal as text } from '../names';

/** Texts come in three sizes, so that another limit of length is another rule and not another type. */
const INDEXABLE = 255;
const IN_ROW = 1_000;
/** Compared without case; told apart in the catalogue by what is written behind the type. */
export const WITHOUT_CASE = ' without case';

/** A storage's column type, as the catalogue of this adapter writes it. */
export function columnType(storage: FieldStorage): string {
  switch (storage.kind) {
    case 'text': {
      const { maxLength, ignoreCase } = storage;
      // An address is as long as it is, and indexed.
      if (ignoreCase) return `varchar(${maxLength})${WITHOUT_CASE}`;
      return maxLength <= INDEXABLE ? `varchar(${INDEXABLE})` : maxLength <= IN_ROW ? `varchar(${IN_ROW})` : 'text';
    }
    case 'enum':
      return `varchar(${INDEXABLE})`;
    case 'int64':
      return 'bigint';
    case 'decimal':
      return `decimal(${storage.precision},${storage.scale})`;
    case 'boolean':
      return 'tinyint(1)';
    case 'date':
      return 'date';
    case 'datetime':
      return 'datetime(6)';
    case 'uuid':
      return 'char(36)';
    case 'set':
    case 'json':
      return 'json';
  }
}

/** The type as a statement has it. */
export function sqlType(type: string, collationWithoutCase: string): string {
  if (type === 'char(36)') return `${type} CHARACTER SET ascii COLLATE ascii_bin`;
  return type.endsWith(WITHOUT_CASE) ? `${type.slice(0, -WITHOUT_CASE.length)} COLLATE ${collationWithoutCase}` : type;
}

/** A value as a constant. */
export function literal(value: StoredValue, storage: FieldStorage): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value !== 'string') return text(JSON.stringify(value));
  if (storage.kind === 'int64' || storage.kind === 'decimal') return /^-?\d+(\.\d+)?$/.test(value) ? value : text(value);
  return text(storage.kind === 'datetime' ? storedMoment(value) : value);
}

/** What every value must keep; null where the type says it all. No engine of this kind takes a CHECK without copying the table. */
export function checkRule(storage: FieldStorage, expression: string): string | null {
  if (storage.kind === 'enum') return `${expression} IN (${storage.options.map((option) => literal(option, storage)).join(', ')})`;
  if (storage.kind === 'text') return `char_length(${expression}) BETWEEN ${storage.minLength ?? 0} AND ${storage.maxLength}`;
  if (storage.kind === 'set') {
    // A list first of all: a lone text is contained too.
    const { options, minItems, maxItems } = storage;
    return `json_type(${expression}) = 'ARRAY' AND json_contains(${text(JSON.stringify(options))}, ${expression}) AND json_length(${expression}) BETWEEN ${minItems ?? 0} AND ${maxItems ?? options.length}`;
  }
  if (storage.kind === 'boolean' || storage.kind === 'uuid' || storage.kind === 'json') return null;
  const rules: string[] = [];
  if (storage.min !== null) rules.push(`${expression} >= ${literal(storage.min, storage)}`);
  if (storage.max !== null) rules.push(`${expression} <= ${literal(storage.max, storage)}`);
  return rules.length > 0 ? rules.join(' AND ') : null;
}

/** Tells one rule from another; kept in the column's mark once every row was seen to keep it. */
export function ruleHash(storage: FieldStorage): string | null {
  const rule = checkRule(storage, 'value');
  return rule === null ? null : createHash('sha256').update(rule).digest('hex').slice(0, 12);
}
