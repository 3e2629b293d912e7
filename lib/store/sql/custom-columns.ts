import type { UserOperator } from '@/lib/model/user';
import { parseValue, type Parsed } from './column-values';

/** What a column's values are; decides how they are compared, and which operators there are. */
export type ColumnKind = 'text' | 'email' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'enum' | 'set' | 'uuid' | 'json';

/** A tenant's own column of `app_user`, as far as a repository has to know it. */
export interface CustomColumn {
  /** Id of the field, by which an engine's objects of it are named. */
  fieldId?: string;
  /** API name, in `customFields` and in filters. */
  name: string;
  /** Physical name. */
  column: string;
  kind: ColumnKind;
  required: boolean;
  /** The engine fills it in where nothing is given. */
  hasDefault: boolean;
  /** There is an index that begins with it. */
  indexed: boolean;
  /** A given value (never null) as the engine takes it, or what is wrong with it. */
  parse(value: unknown): Parsed;
  /** The engine's raw value (never null) as JSON. */
  read(raw: unknown): unknown;
}

/** The fields in force for one tenant, asked anew for each unit of work. */
export type CustomColumnSource = () => Promise<readonly CustomColumn[]>;

export const NO_CUSTOM_COLUMNS: CustomColumnSource = () => Promise.resolve([]);

const COMPARED: readonly UserOperator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'isNull'];
const EQUAL: readonly UserOperator[] = ['eq', 'ne', 'in', 'isNull'];
const TEXT: readonly UserOperator[] = [...COMPARED, 'contains', 'startsWith'];

export const OPERATORS_OF: Record<ColumnKind, readonly UserOperator[]> = {
  text: TEXT,
  email: TEXT,
  integer: COMPARED,
  decimal: COMPARED,
  date: COMPARED,
  datetime: COMPARED,
  boolean: EQUAL,
  uuid: EQUAL,
  enum: EQUAL,
  set: ['contains', 'in', 'isNull'],
  json: ['isNull'],
};

/** Kinds without an order. */
export const isSortable = (kind: ColumnKind): boolean => kind !== 'set' && kind !== 'json';
/** Compared without case, and indexed so. */
export const isFolded = (kind: ColumnKind): boolean => kind === 'email';

/** A column whose values are checked by its kind alone. */
export function plainColumn(column: Omit<CustomColumn, 'parse' | 'read'>): CustomColumn {
  return { ...column, parse: (value) => parseValue(column.kind, value), read: (raw) => readValue(column.kind, raw) };
}

/** int64 leaves JSON's numbers beyond 2^53. */
export function readValue(kind: ColumnKind, raw: unknown): unknown {
  if (kind === 'integer') return Number.isSafeInteger(Number(raw)) ? Number(raw) : String(raw);
  if (kind === 'decimal') return canonicalDecimal(String(raw));
  if (kind === 'datetime') return new Date(String(raw)).toISOString();
  return raw;
}

function canonicalDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
