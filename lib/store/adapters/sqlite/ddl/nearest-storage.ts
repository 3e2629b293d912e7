import type { FieldStorage } from '@/lib/model/field-storage';

/** The storage that a column of others comes nearest to; null where only text can tell its values. */
export function nearestStorage(type: string): FieldStorage | null {
  switch (type.toUpperCase()) {
    case 'INT':
    case 'INTEGER':
      return { kind: 'int64', min: null, max: null };
    case 'REAL':
      return { kind: 'decimal', precision: 38, scale: 10, min: null, max: null };
    case 'TEXT':
      return { kind: 'text', minLength: null, maxLength: 10_000, ignoreCase: false };
    default:
      return null;
  }
}
