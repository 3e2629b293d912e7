import type { FieldStorage } from '@/lib/model/field-storage';

/** Characters of text without a limit of its own. */
const UNLIMITED = 10_000;
/** Digits of a number without a limit, before and behind the point. */
const WIDE = { precision: 38, scale: 10 };
const text = (maxLength: number): FieldStorage => ({ kind: 'text', minLength: null, maxLength, ignoreCase: false });

/** The storage that a column of others comes nearest to; null where only text can tell its values. */
export function nearestStorage(type: string): FieldStorage | null {
  const [, name = type, first, second] = /^([a-z ]+?)(?:\((\d+)(?:,(\d+))?\))?$/.exec(type.replace(/\(\d\)(?= with)/, '')) ?? [];
  switch (name) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return { kind: 'int64', min: null, max: null };
    case 'numeric':
      return first === undefined ? decimal(WIDE.precision, WIDE.scale) : decimal(Number(first), Number(second ?? 0));
    case 'real':
    case 'double precision':
      return decimal(WIDE.precision, WIDE.scale);
    case 'uuid':
      return { kind: 'uuid' };
    case 'json':
    case 'jsonb':
      return { kind: 'json' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'date':
      return { kind: 'date', min: null, max: null };
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return { kind: 'datetime', min: null, max: null };
    case 'character varying':
    case 'character':
      return text(Number(first ?? UNLIMITED));
    case 'text':
      return text(UNLIMITED);
    default:
      return null;
  }
}

const decimal = (precision: number, scale: number): FieldStorage => {
  const kept = Math.min(precision, WIDE.precision);
  return { kind: 'decimal', precision: kept, scale: Math.min(scale, kept), min: null, max: null };
};
