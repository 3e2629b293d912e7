import mysql from 'mysql2';
import type { SqlRow, ValueKind } from '../../sql/executor';

// Its getter is invisible to Node where it reads what a CommonJS module exports: as a named import it fails at start.
const { TypedParameter } = mysql;

const DIGITS = 6;

/**
 * A value as a parameter of its own type: text compared with a number would be compared as floating point, and lose
 * what is beyond its 53 bits.
 */
export function encodeValue(kind: ValueKind, value: unknown): unknown {
  switch (kind) {
    case 'integer':
      return TypedParameter.LONGLONG(String(value));
    case 'decimal':
      return TypedParameter.NEWDECIMAL(String(value));
    case 'boolean':
      return TypedParameter.TINY(value === true ? 1 : 0);
    case 'datetime':
      return storedMoment(String(value));
    case 'set':
      return JSON.stringify(value);
    default:
      return value;
  }
}

/** Numbers that repositories give as such (limits, seconds, counts) are integers; a driver would send them as floating point. */
export const parameterOf = (value: unknown): unknown => (typeof value === 'number' ? TypedParameter.LONGLONG(value) : (value ?? null));

/** RFC 3339 in UTC as DATETIME(6) is written. */
export function storedMoment(moment: string): string {
  const [, day, time, fraction = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z$/.exec(moment) ?? [];
  return day && time ? `${day} ${time}.${fraction.slice(0, DIGITS).padEnd(DIGITS, '0')}` : moment;
}

/** The driver gives moments as text, in the digits of the column. */
export function exactMoment(text: string): string {
  const [day = '', time = '00:00:00'] = text.split(' ');
  const [whole = '', fraction = ''] = time.split('.');
  return `${day}T${whole}.${fraction.padEnd(DIGITS, '0')}Z`;
}

function decode(kind: ValueKind, raw: unknown): unknown {
  switch (kind) {
    case 'boolean':
      return Number(raw) !== 0;
    case 'datetime':
      return exactMoment(String(raw));
    case 'integer':
    case 'decimal':
      return String(raw);
    case 'set':
    case 'json':
      return JSON.parse(String(raw));
    default:
      return raw;
  }
}

/** A row with its values as all engines answer them; see `SqlAnswer.rows`. */
export function decodeRow(row: SqlRow, kinds?: ReadonlyMap<string, ValueKind>): SqlRow {
  if (!kinds) return row;
  for (const [name, raw] of Object.entries(row)) {
    const kind = raw === null ? undefined : kinds.get(name);
    if (kind) row[name] = decode(kind, raw);
  }
  return row;
}
