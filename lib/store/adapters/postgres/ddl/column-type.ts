import type { FieldStorage, StoredValue } from '@/lib/model/field-storage';
import { quoteLiteral } from '../../../sql/quote-identifier';

/** A storage's column type, as `format_type` writes it. */
export function columnType(storage: FieldStorage): string {
  switch (storage.kind) {
    case 'text':
    case 'enum':
      return 'text';
    case 'int64':
      return 'bigint';
    case 'decimal':
      return `numeric(${storage.precision},${storage.scale})`;
    case 'boolean':
      return 'boolean';
    case 'date':
      return 'date';
    case 'datetime':
      return 'timestamp with time zone';
    case 'set':
      return 'text[]';
    case 'uuid':
      return 'uuid';
    case 'json':
      return 'jsonb';
  }
}

/** A value as a constant, which adds a column without touching its rows. */
export function literal(value: StoredValue, storage: FieldStorage): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value !== 'string') return textArray(value);
  return `${quoteLiteral(value).trimStart()}::${columnType(storage)}`;
}

export const textArray = (texts: readonly string[]): string => `ARRAY[${texts.map((text) => quoteLiteral(text).trimStart()).join(', ')}]::text[]`;

/** What every value must keep, for `expression`; null where the column type says it all. */
export function checkRule(storage: FieldStorage, expression: string): string | null {
  if (storage.kind === 'enum') return `${expression} IN (${storage.options.map((option) => literal(option, storage)).join(', ')})`;
  if (storage.kind === 'text') return `pg_catalog.char_length(${expression}) BETWEEN ${storage.minLength ?? 0} AND ${storage.maxLength}`;
  if (storage.kind === 'set') return `${expression} <@ ${textArray(storage.options)} AND pg_catalog.cardinality(${expression}) BETWEEN ${storage.minItems ?? 0} AND ${storage.maxItems ?? storage.options.length}`;
  if (storage.kind === 'boolean' || storage.kind === 'uuid' || storage.kind === 'json') return null;
  const rules: string[] = [];
  if (storage.min !== null) rules.push(`${expression} >= ${literal(storage.min, storage)}`);
  if (storage.max !== null) rules.push(`${expression} <= ${literal(storage.max, storage)}`);
  return rules.length > 0 ? rules.join(' AND ') : null;
}

/** What a field's index is over: its value with creation time and id, so that filtered pages come in order; of a set, its elements. */
export const indexedKey = (storage: FieldStorage, column: string): string =>
  storage.kind === 'set' ? `USING gin (${column})` : `(${indexedExpression(storage, column)}, created_at, id)`;

/** What is indexed and kept unique of a column. */
export const indexedExpression = (storage: FieldStorage, column: string): string =>
  storage.kind === 'text' && storage.ignoreCase ? `pg_catalog.lower(${column})` : column;
