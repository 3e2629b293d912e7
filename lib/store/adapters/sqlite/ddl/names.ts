import { createHash } from 'node:crypto';

/**
 * Names of what belongs to a field. They come from its id, never from its name: a rename touches the column alone,
 * and an error that names one of them tells whose it is.
 */
const hex = (fieldId: string): string => fieldId.replaceAll('-', '');
export const hiddenColumn = (fieldId: string): string => `zz_dropped_${hex(fieldId)}`;
export const movingColumn = (fieldId: string): string => `zz_move_${hex(fieldId)}`;
export const uniqueName = (fieldId: string): string => `f_${hex(fieldId)}_key`;
export const indexName = (fieldId: string): string => `f_${hex(fieldId)}_idx`;
/** The table that takes `app_user`'s place. */
export const REBUILT_TABLE = 'zz_new_app_user';

/** Tells one rule from another. */
export const hashOf = (rule: string): string => createHash('sha256').update(rule).digest('hex').slice(0, 8);

/** What the name of a column's CHECK says: SQLite has no comments, and keeps this name through RENAME, VACUUM and dumps. */
export interface RuleMark {
  fieldId: string;
  /** What its values are, where the column's type does not say it: `date`, `decimal18_4`. */
  values: string;
  /** Hash of the rule. */
  rule: string;
}

export const ruleName = ({ fieldId, values, rule }: RuleMark): string => `f_${hex(fieldId)}_${values}_${rule}`;

const RULE = /^f_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([a-z0-9_]+)_([0-9a-f]{8})$/;
export function readRuleName(name: string): RuleMark | null {
  const match = RULE.exec(name);
  return match ? { fieldId: match.slice(1, 6).join('-'), values: match[6] ?? '', rule: match[7] ?? '' } : null;
}
