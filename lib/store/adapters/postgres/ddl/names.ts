import { createHash } from 'node:crypto';
import type { FieldStorage } from '@/lib/model/field-storage';
import { quoteLiteral } from '../../../sql/quote-identifier';
import { columnType } from './column-type';

/**
 * Names of what belongs to a field. They come from its id, never from its name: a rename touches the column alone,
 * and an error or a leftover that names one of them tells whose it is. All are below 63 bytes.
 */
const hex = (fieldId: string): string => fieldId.replaceAll('-', '');
const short = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

export const hiddenColumn = (fieldId: string): string => `zz_dropped_${hex(fieldId)}`;
export const shadowColumn = (fieldId: string): string => `zz_new_${hex(fieldId)}`;
export const oldColumn = (fieldId: string): string => `zz_old_${hex(fieldId)}`;
export const movingColumn = (fieldId: string): string => `zz_move_${hex(fieldId)}`;
export const syncFunction = (fieldId: string): string => `zz_sync_${hex(fieldId)}`;

/** Constraints and indexes of one field and one kind of column: those of a shadow never meet those it replaces. */
export function objectNames(fieldId: string, storage: FieldStorage) {
  const base = `f_${hex(fieldId)}_${short(`${columnType(storage)} ${storage.kind === 'text' && storage.ignoreCase}`, 4)}`;
  return {
    notNull: `${base}_nn`,
    unique: `${base}_key`,
    index: `${base}_idx`,
    /** With a hash of the rule: another rule is another constraint. */
    check: (rule: string) => `${base}_ck_${short(rule, 8)}`,
  };
}

const OBJECT = /^f_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[0-9a-f]{4}_(nn|key|idx|ck_[0-9a-f]{8})$/;

/** The field that a constraint or index was made for. */
export function fieldOfObject(name: string): string | null {
  const match = OBJECT.exec(name);
  return match ? match.slice(1, 6).join('-') : null;
}

export interface ColumnMark {
  field: string;
  role: 'live' | 'shadow' | 'copied' | 'old';
  default: string | null;
}
const PRODUCT = 'tenantry';

/** The comment by which a column is known as a field's, whatever its name. */
export const markLiteral = (mark: ColumnMark): string => quoteLiteral(JSON.stringify({ product: PRODUCT, ...mark }));

export function readMark(comment: string | null): ColumnMark | null {
  if (!comment?.startsWith('{')) return null;
  try {
    const mark = JSON.parse(comment) as Partial<ColumnMark> & { product?: unknown };
    if (mark.product !== PRODUCT || typeof mark.field !== 'string' || !mark.role) return null;
    return { field: mark.field, role: mark.role, default: mark.default ?? null };
  } catch {
    return null;
  }
}
