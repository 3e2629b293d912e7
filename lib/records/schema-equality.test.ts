import { getTableConfig as pgConfig } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { pgKit, RECORDS_SCHEMA, sqliteKit } from '@/drizzle/kit';
import { recordsTables } from '@/drizzle/schema/tables';

/** The types that stand for each other. */
const TYPE_PAIRS: Record<string, string> = { text: 'text', integer: 'integer', bigint: 'integer', bigserial: 'integer', 'double precision': 'real', boolean: 'integer', 'timestamp (3) with time zone': 'integer' };

interface Config {
  name: string;
  columns: readonly { name: string; notNull: boolean; primary: boolean; isUnique: boolean; hasDefault: boolean }[];
  primaryKeys: readonly { columns: readonly { name: string }[] }[];
  indexes: readonly { config: { name?: string; unique?: boolean; columns: readonly unknown[] } }[];
}

const shape = (config: Config) => ({
  name: config.name,
  columns: config.columns.map(({ name, notNull, primary, isUnique }) => ({ name, notNull, primary, isUnique })),
  keys: config.primaryKeys.map((key) => key.columns.map((column) => column.name)),
  indexes: config.indexes.map(({ config: index }) => ({ name: index.name, unique: Boolean(index.unique), columns: index.columns.map((column) => (column as { name?: string }).name) })),
});

const pgTables = recordsTables(pgKit);
const sqliteTables = recordsTables(sqliteKit);
const names = Object.keys(pgTables) as (keyof typeof pgTables)[];

test('both dialects have the same tables', () => expect(Object.keys(sqliteTables)).toEqual(names));

test.each(names)('%s is equal in both dialects', (name) => {
  const pg = pgConfig(pgTables[name]);
  const sqlite = sqliteConfig(sqliteTables[name] as unknown as SQLiteTable);
  expect(pg.schema).toBe(RECORDS_SCHEMA);
  expect(shape(sqlite)).toEqual(shape(pg));
  expect(sqlite.columns.map((column) => column.getSQLType())).toEqual(pg.columns.map((column) => TYPE_PAIRS[column.getSQLType()]));
});
