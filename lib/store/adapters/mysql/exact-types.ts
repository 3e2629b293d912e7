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
  // The usual case, `2026-01-02 03:04:05.000006`, without cutting it at every mark.
  if (text.length === 26 && text[10] === ' ' && text[19] === '.') return `${text.slice(0, 10)}T${text.slice(11)}Z`;
  const [day = '', time = '00:00:00'] = text.split(' ');
  const [whole = '', fraction = ''] = time.split('.');
  return `${day}T${whole}.${fraction.padEnd(DIGITS, '0')}Z`;
}

type Decoder = (raw: unknown) => unknown;

const DECODERS: Partial<Record<ValueKind, Decoder>> = {
  boolean: (raw) => Number(raw) !== 0,
  datetime: (raw) => exactMoment(String(raw)),
  integer: String,
  decimal: String,
  set: (raw) => JSON.parse(String(raw)) as unknown,
  json: (raw) => JSON.parse(String(raw)) as unknown,
};

/** By the map of kinds, which is the same object for all answers of a statement: most columns need nothing done. */
const decoded = new WeakMap<ReadonlyMap<string, ValueKind>, readonly (readonly [string, Decoder])[]>();

function decodersOf(kinds: ReadonlyMap<string, ValueKind>): readonly (readonly [string, Decoder])[] {
  let found = decoded.get(kinds);
  if (!found) {
    found = [...kinds].flatMap(([name, kind]) => {
      const decoder = DECODERS[kind];
      return decoder ? [[name, decoder] as const] : [];
    });
    decoded.set(kinds, found);
  }
  return found;
}

/** A row with its values as all engines answer them; see `SqlAnswer.rows`. */
export function decodeRow(row: SqlRow, kinds?: ReadonlyMap<string, ValueKind>): SqlRow {
  if (!kinds) return row;
  for (const [name, decoder] of decodersOf(kinds)) {
    const raw = row[name];
    if (raw !== null && raw !== undefined) row[name] = decoder(raw);
  }
  return row;
}
