import type { FieldStorage } from '@/lib/model/field-storage';
import { NOCASE } from './column-type';

const LIMITS = { min: null, max: null };
const LONG = 10_000;

/** The storage that a column comes nearest to, of others' or of a field whose definition is gone; null where only text can tell its values. */
export function nearestStorage(type: string): FieldStorage | null {
  const [, precision, scale] = /^TEXT \(decimal (\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined) return { kind: 'decimal', precision: Number(precision), scale: Number(scale), ...LIMITS };
  switch (type.toUpperCase()) {
    case 'INT':
    case 'INTEGER':
      return { kind: 'int64', ...LIMITS };
    case 'INTEGER (BOOLEAN)':
      return { kind: 'boolean' };
    case 'REAL':
      return { kind: 'decimal', precision: 38, scale: 10, ...LIMITS };
    case 'TEXT (DATE)':
      return { kind: 'date', ...LIMITS };
    case 'TEXT (DATETIME)':
      return { kind: 'datetime', ...LIMITS };
    case 'TEXT (UUID)':
      return { kind: 'uuid' };
    case 'TEXT (JSON)':
      return { kind: 'json' };
    case 'TEXT':
    case NOCASE:
      return { kind: 'text', minLength: null, maxLength: LONG, ignoreCase: false };
    default:
      return null;
  }
}
