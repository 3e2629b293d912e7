import { literal } from '../names';

/** What a column's comment says: whose it is, what default was set for it, which rule all rows were seen to keep, and that each was seen to have a value. */
export interface ColumnMark {
  field: string;
  default: string | null;
  rule: string | null;
  required: boolean;
}
const PRODUCT = 'tenantry';
/** A comment's length, in characters. */
const COMMENT_MAX = 1_024;

export function markLiteral(mark: ColumnMark): string {
  const whole = JSON.stringify({ product: PRODUCT, ...mark });
  return literal(whole.length <= COMMENT_MAX ? whole : JSON.stringify({ product: PRODUCT, ...mark, default: LONG }));
}
/** Stands for a default too long to be repeated. */
const LONG = '(long)';
export const shortDefault = (value: string | null, mark: Omit<ColumnMark, 'default'>): string | null =>
  value !== null && JSON.stringify({ product: PRODUCT, ...mark, default: value }).length > COMMENT_MAX - 32 ? LONG : value;

export function readMark(comment: string | null): ColumnMark | null {
  if (!comment?.startsWith('{')) return null;
  try {
    const mark = JSON.parse(comment) as Partial<ColumnMark> & { product?: unknown };
    if (mark.product !== PRODUCT || typeof mark.field !== 'string') return null;
    return { field: mark.field, default: mark.default ?? null, rule: mark.rule ?? null, required: mark.required === true };
  } catch {
    return null;
  }
}

const hex = (fieldId: string): string => fieldId.replaceAll('-', '');
/** Names of what belongs to a field come from its id, never from its name: a rename touches the column alone. */
export const hiddenColumn = (fieldId: string): string => `zz_dropped_${hex(fieldId)}`;
export const uniqueName = (fieldId: string): string => `f_${hex(fieldId)}_key`;
export const indexName = (fieldId: string): string => `f_${hex(fieldId)}_idx`;
