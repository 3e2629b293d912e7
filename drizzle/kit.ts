import * as pg from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';

/** Postgres schema that holds the console's records; every statement names it. */
export const RECORDS_SCHEMA = 'tenantry';
const schema = pg.pgSchema(RECORDS_SCHEMA);

/**
 * JSON is kept as text in both dialects: byte-exact (the audit's hash chain needs that),
 * and `\u0000` inside a string is allowed, which `jsonb` refuses.
 */
const pgJson = pg.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text) as unknown,
});
const sqliteJson = sqlite.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text) as unknown,
});

/**
 * What an entity is built from. Each entity is one function of a kit, so that both
 * dialects get the same tables, columns, keys and indexes from one definition.
 */
export const pgKit = {
  table: schema.table,
  text: (name: string) => pg.text(name),
  int: (name: string) => pg.integer(name),
  bigint: (name: string) => pg.bigint(name, { mode: 'number' }),
  real: (name: string) => pg.doublePrecision(name),
  bool: (name: string) => pg.boolean(name),
  /** A moment with millisecond precision, `Date` in code. */
  time: (name: string) => pg.timestamp(name, { withTimezone: true, precision: 3, mode: 'date' }),
  json: (name: string) => pgJson(name),
  /** Grows with each insert and never repeats, also after deletes. */
  autoId: (name: string) => pg.bigserial(name, { mode: 'number' }).primaryKey(),
  index: (name: string) => pg.index(name),
  uniqueIndex: (name: string) => pg.uniqueIndex(name),
  primaryKey: pg.primaryKey,
};

export type Kit = typeof pgKit;

/**
 * The cast between the dialects, schema half (the other half is in `lib/records/db.ts`): the SQLite kit
 * passes as the Postgres one. Sound because entities use only what stands above, whose values
 * have the same types in code (`string`, `number`, `boolean`, `Date`, JSON), and a test compares the results.
 */
export const sqliteKit = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  int: (name: string) => sqlite.integer(name),
  bigint: (name: string) => sqlite.integer(name),
  real: (name: string) => sqlite.real(name),
  bool: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  time: (name: string) => sqlite.integer(name, { mode: 'timestamp_ms' }),
  json: (name: string) => sqliteJson(name),
  autoId: (name: string) => sqlite.integer(name).primaryKey({ autoIncrement: true }),
  index: (name: string) => sqlite.index(name),
  uniqueIndex: (name: string) => sqlite.uniqueIndex(name),
  primaryKey: sqlite.primaryKey,
} as unknown as Kit;
