import type { FieldStorage } from '@/lib/model/field-storage';
import { literal, checkRule, textArray } from './column-type';
import type { WantedColumn } from '../../../field-ports';

/**
 * A value of one type as one of another, in SQL that never raises: what does not convert, or breaks the new rule,
 * is NULL. Guards stand in nested CASEs, whose order of evaluation is certain; a cast beside an AND is not.
 */
export function convert(expression: string, from: string, storage: FieldStorage): string {
  const converted = direct(expression, from, storage) ?? fromText(toText(expression, from), storage);
  const rule = checkRule(storage, `(${converted})`);
  return rule ? `CASE WHEN ${rule} THEN ${converted} END` : converted;
}

/** The same, with the choice made for what does not convert. */
export function convertWithChoice(expression: string, from: string, { storage, onInvalid }: WantedColumn): string {
  const converted = convert(expression, from, storage);
  if (typeof onInvalid === 'string') return converted;
  return `CASE WHEN ${expression} IS NOT NULL THEN COALESCE(${converted}, ${literal(onInvalid.value, storage)}) END`;
}

/** Converting loses something even of values that convert. */
export const losesPrecision = (from: string, storage: FieldStorage): boolean => from.startsWith('timestamp') && storage.kind === 'date';

function direct(expression: string, from: string, storage: FieldStorage): string | null {
  if (from === 'boolean' && (storage.kind === 'int64' || storage.kind === 'decimal')) return `CASE WHEN ${expression} THEN 1 WHEN NOT ${expression} THEN 0 END`;
  if (from.startsWith('timestamp') && storage.kind === 'date') return `(${expression} AT TIME ZONE 'UTC')::date`;
  if (storage.kind === 'json') return asJson(expression, from);
  if (storage.kind === 'set' && from === 'text[]') return chosen(expression, storage.options);
  if (storage.kind === 'set' && from === 'jsonb') {
    const elements = `ARRAY(SELECT pg_catalog.jsonb_array_elements_text(${expression}))`;
    return `CASE WHEN pg_catalog.jsonb_typeof(${expression}) = 'array' THEN ${chosen(elements, storage.options)} ELSE ${fromText(toText(expression, from), storage)} END`;
  }
  if (from === 'date' && storage.kind === 'datetime') return `(${expression}::timestamp AT TIME ZONE 'UTC')`;
  return null;
}

function toText(expression: string, from: string): string {
  if (from === 'text') return expression;
  if (from === 'text[]') return `pg_catalog.array_to_string(${expression}, ', ')`;
  // A JSON text without its quotes, everything else as JSON writes it.
  if (from === 'jsonb') return `(${expression} #>> '{}')`;
  if (from.startsWith('numeric')) return `pg_catalog.trim_scale(${expression})::text`;
  if (from === 'date') return `pg_catalog.to_char(${expression}, 'YYYY-MM-DD')`;
  if (from === 'timestamp with time zone') return `pg_catalog.to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  return `${expression}::text`;
}

/** As the value's JSON was before: numbers that JavaScript would round, decimals, days and moments are texts; and so is a text, whatever is in it. */
function asJson(expression: string, from: string): string | null {
  if (from === 'jsonb') return expression;
  if (from === 'boolean' || from === 'text[]') return `pg_catalog.to_jsonb(${expression})`;
  const asText = `pg_catalog.to_jsonb(${toText(expression, from)})`;
  return from === 'bigint' ? `CASE WHEN ${expression} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} THEN pg_catalog.to_jsonb(${expression}) ELSE ${asText} END` : asText;
}

/** A list in the options' order and without repetition; NULL where it has something else in it. No field is named as the names inside begin. */
function chosen(list: string, options: readonly string[]): string {
  const all = textArray(options);
  return `CASE WHEN ${list} <@ ${all} THEN ARRAY(SELECT _o._v FROM pg_catalog.unnest(${all}) WITH ORDINALITY AS _o (_v, _n) WHERE _o._v = ANY (${list}) ORDER BY _o._n) END`;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const DAY = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const TIME = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?';
const ZONE = '(Z|z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])';

function fromText(text: string, storage: FieldStorage): string {
  switch (storage.kind) {
    case 'text':
    case 'enum':
      return text;
    case 'uuid':
      return `CASE WHEN ${text} ~* '^ *${UUID} *$' THEN pg_catalog.btrim(${text})::uuid END`;
    case 'json':
      return `pg_catalog.to_jsonb(${text})`;
    case 'set':
      // One option as it is, comma and all; else a list of them.
      return `CASE WHEN ${text} = ANY (${textArray(storage.options)}) THEN ARRAY[${text}]::text[] ELSE ${chosen(`pg_catalog.regexp_split_to_array(pg_catalog.btrim(${text}), '[[:space:]]*,[[:space:]]*')`, storage.options)} END`;
    case 'int64':
      return `CASE WHEN ${text} ~ '^ *[+-]?[0-9]{1,19} *$' THEN CASE WHEN (${text})::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN (${text})::bigint END END`;
    case 'decimal': {
      const { precision, scale } = storage;
      const number = `(${text})::numeric`;
      return `CASE WHEN ${text} ~ '^ *[+-]?[0-9]{1,60}([.][0-9]{1,60})? *$' THEN CASE WHEN pg_catalog.abs(${number}) < 1e${precision - scale}::numeric AND pg_catalog.scale(pg_catalog.trim_scale(${number})) <= ${scale} THEN ${number}::numeric(${precision},${scale}) END END`;
    }
    case 'boolean':
      return `CASE WHEN pg_catalog.lower(pg_catalog.btrim(${text})) IN ('true', 't', 'yes', 'y', 'on', '1') THEN true WHEN pg_catalog.lower(pg_catalog.btrim(${text})) IN ('false', 'f', 'no', 'n', 'off', '0') THEN false END`;
    case 'date':
      return `CASE WHEN ${text} ~ '^${DAY}$' THEN ${existingDay(text, `(${text})::date`)} END`;
    case 'datetime': {
      const zoned = `CASE WHEN ${text} ~ '${ZONE}$' AND ${text} ~ ':' THEN ${text} ELSE (${text}) || (CASE WHEN ${text} ~ ':' THEN 'Z' ELSE 'T00:00Z' END) END`;
      return `CASE WHEN ${text} ~ '^${DAY}([Tt ]${TIME}${ZONE}?)?$' THEN ${existingDay(text, `(${zoned})::timestamp with time zone`)} END`;
    }
  }
}

/** 30 February looks like a day and is none. */
function existingDay(text: string, then: string): string {
  const part = (from: number, length: number) => `pg_catalog.substr(${text}, ${from}, ${length})::int`;
  return `CASE WHEN ${part(1, 4)} > 0 THEN CASE WHEN ${part(9, 2)} <= pg_catalog.date_part('day', pg_catalog.make_date(${part(1, 4)}, ${part(6, 2)}, 1) + '1 month -1 day'::interval) THEN ${then} END END`;
}
