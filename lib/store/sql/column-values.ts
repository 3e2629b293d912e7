import type { ColumnKind } from './custom-columns';

export type Parsed = { ok: true; value: unknown } | { ok: false; message: string; params?: Record<string, string | number> };

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DECIMAL = /^-?\d{1,100}(\.\d{1,100})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

const right = (value: unknown): Parsed => ({ ok: true, value });
const wrong = (message = 'invalid'): Parsed => ({ ok: false, message });

/**
 * A value from outside (JSON, or text of a query) as an engine takes it, by the column's kind. The
 * engine must never meet what it would call a syntax error.
 */
export function parseValue(kind: ColumnKind, value: unknown): Parsed {
  switch (kind) {
    case 'integer':
      return parseInteger(value);
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) && DECIMAL.test(String(value)) ? right(String(value)) : matching(DECIMAL, value);
    case 'boolean':
      return value === true || value === 'true' ? right(true) : value === false || value === 'false' ? right(false) : wrong('invalidType');
    case 'date':
      return typeof value === 'string' && DATE.test(value) && isDay(value) ? right(value) : wrong('invalidFormat');
    case 'datetime':
      return parseMoment(value);
    case 'uuid':
      return typeof value === 'string' && UUID.test(value) ? right(value.toLowerCase()) : wrong('invalidFormat');
    case 'set':
      return Array.isArray(value) ? parseSet(value) : wrong('invalidType');
    case 'json':
      return parseJson(value);
    default:
      return parseText(value);
  }
}

function parseText(value: unknown): Parsed {
  // A query's `filter[n]=5` comes as text, a typed caller may send the number.
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') return wrong('invalidType');
  return text.includes('\0') || !text.isWellFormed() ? wrong() : right(text);
}

function parseInteger(value: unknown): Parsed {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? right(String(value)) : wrong();
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return wrong('invalidType');
  const number = BigInt(value);
  return number >= INT64_MIN && number <= INT64_MAX ? right(number.toString()) : wrong();
}

function parseMoment(value: unknown): Parsed {
  if (typeof value !== 'string' || !MOMENT.test(value) || !isDay(value.slice(0, 10))) return wrong('invalidFormat');
  // Written out in UTC; digits below a millisecond are kept, for a cursor carries what the engine said.
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return wrong('invalidFormat');
  const below = /\.\d{3}(\d{1,6})/.exec(value)?.[1] ?? '';
  return right(moment.toISOString().replace('Z', `${below}Z`));
}

function parseSet(values: unknown[]): Parsed {
  const parsed = values.map(parseText);
  if (!parsed.every((one) => one.ok)) return wrong();
  return right([...new Set(parsed.map((one) => (one as { value: unknown }).value))]);
}

function parseJson(value: unknown): Parsed {
  const text = JSON.stringify(value) as string | undefined;
  // `\u0000` is valid JSON and refused by Postgres' jsonb.
  return text === undefined || /\\u0000|\\ud[89a-f]/i.test(text) ? wrong() : right(text);
}

function matching(pattern: RegExp, value: unknown): Parsed {
  return typeof value === 'string' && pattern.test(value) ? right(value) : wrong('invalidFormat');
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && !text.startsWith('0000');
}
