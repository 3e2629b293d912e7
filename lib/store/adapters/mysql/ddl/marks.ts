import { createHash } from 'node:crypto';
import type { FieldStorage } from '@/lib/model/field-storage';
import { literal } from '../names';
import { columnType } from './column-type';

/** What a column's comment says: whose it is, what default was set for it, which rule all rows were seen to keep, and that each was seen to have a value. */
export interface ColumnMark {
  field: string;
  /** `shadow`: being filled to take a column's place; `copied`: filled. */
  role: 'live' | 'shadow' | 'copied';
  /** A shadow's says in which way its values are made. */
  default: string | null;
  rule: string | null;
  required: boolean;
}
const PRODUCT = 'tenantry';
/** A comment's length, in characters. */
const COMMENT_MAX = 1_024;

export function markLiteral(mark: ColumnMark): string {
  const whole = written(mark);
  return literal(whole.length <= COMMENT_MAX || mark.default === null ? whole : written({ ...mark, default: longDefault(mark.default) }));
}
/** In ASCII: MariaDB keeps comments in three bytes a character, and makes question marks of the rest. */
const written = (mark: ColumnMark): string =>
  JSON.stringify({ product: PRODUCT, ...mark }).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** Stands for a default too long to be repeated, and for no other. */
const longDefault = (value: string): string => `(long ${short(value, 16)})`;
export const shortDefault = (value: string | null, mark: Omit<ColumnMark, 'default'>): string | null =>
  value !== null && written({ ...mark, default: value }).length > COMMENT_MAX - 32 ? longDefault(value) : value;

export function readMark(comment: string | null): ColumnMark | null {
  if (!comment?.startsWith('{')) return null;
  try {
    const mark = JSON.parse(comment) as Partial<ColumnMark> & { product?: unknown };
    if (mark.product !== PRODUCT || typeof mark.field !== 'string') return null;
    return { field: mark.field, role: mark.role ?? 'live', default: mark.default ?? null, rule: mark.rule ?? null, required: mark.required === true };
  } catch {
    return null;
  }
}

const hex = (fieldId: string): string => fieldId.replaceAll('-', '');
const short = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);
/** Names of what belongs to a field come from its id, never from its name: a rename touches the column alone. */
export const hiddenColumn = (fieldId: string): string => `zz_dropped_${hex(fieldId)}`;
export const shadowColumn = (fieldId: string): string => `zz_new_${hex(fieldId)}`;
export const oldColumn = (fieldId: string): string => `zz_old_${hex(fieldId)}`;
/** One for rows that come, one for rows that change. */
export const syncTriggers = (fieldId: string): [inserts: string, updates: string] => [`zz_sync_${hex(fieldId)}_i`, `zz_sync_${hex(fieldId)}_u`];

/** Indexes of one field and one kind of column: those of a shadow never meet those it replaces. */
export function indexNames(fieldId: string, storage: FieldStorage): { unique: string; index: string } {
  const base = `f_${hex(fieldId)}_${short(columnType(storage), 4)}`;
  return { unique: `${base}_key`, index: `${base}_idx` };
}

/** Whether an index was made for a field, whatever its column's kind. */
export const isIndexOf = (fieldId: string, name: string): boolean => name.startsWith(`f_${hex(fieldId)}_`);
