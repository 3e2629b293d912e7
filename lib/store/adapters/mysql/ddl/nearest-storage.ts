import type { FieldStorage } from '@/lib/model/field-storage';

/** Characters of text without a limit of its own. */
const UNLIMITED = 10_000;
/** Digits of a number without a limit, before and behind the point. */
const WIDE = { precision: 38, scale: 10 };
const text = (maxLength: number): FieldStorage => ({ kind: 'text', minLength: null, maxLength: Math.min(maxLength, UNLIMITED), ignoreCase: false });
const decimal = (precision: number, scale: number): FieldStorage => {
  const kept = Math.min(precision, WIDE.precision);
  return { kind: 'decimal', precision: kept, scale: Math.min(scale, kept), min: null, max: null };
};

/** The storage that a column of others comes nearest to; null where only text can tell its values. */
export function nearestStorage(type: string): FieldStorage | null {
  const [, name = type, first, second] = /^([a-z]+)(?:\((\d+)(?:,(\d+))?\))?/.exec(type) ?? [];
  switch (name) {
    case 'tinyint':
      return first === '1' ? { kind: 'boolean' } : { kind: 'int64', min: null, max: null };
    case 'smallint':
    case 'mediumint':
    case 'int':
      return { kind: 'int64', min: null, max: null };
    case 'bigint':
      // Half of what an unsigned one holds is beyond the field.
      return type.includes('unsigned') ? decimal(20, 0) : { kind: 'int64', min: null, max: null };
    case 'decimal':
      return decimal(Number(first ?? 10), Number(second ?? 0));
    case 'float':
    case 'double':
      return decimal(WIDE.precision, WIDE.scale);
    case 'date':
      return { kind: 'date', min: null, max: null };
    case 'datetime':
    case 'timestamp':
      return { kind: 'datetime', min: null, max: null };
    case 'char':
    case 'varchar':
      return text(Number(first));
    case 'tinytext':
      return text(255);
    case 'text':
    case 'mediumtext':
    case 'longtext':
      return text(UNLIMITED);
    default:
      return null;
  }
}
