import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type SqlBool } from 'kysely';
import type { SqlDialect } from '../../sql/executor';
import type { TenantTables } from '../../sql/tables';

/** Builds text only: statements go through the pools, never through this. */
export function postgresBuilder(): Kysely<TenantTables> {
  return new Kysely<TenantTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

export const POSTGRES_DIALECT: SqlDialect = {
  now: sql<string>`pg_catalog.now()`,
  nowPlus: (seconds) => sql<string>`(pg_catalog.now() + pg_catalog.make_interval(secs => ${seconds}))`,
  lowered: (column) => sql`lower(${sql.id(column)})`,
  loweredValue: (value) => sql`lower(${value})`,
  // `@>` is what a GIN index answers; `= ANY` is not.
  hasElement: (column, element) => sql<SqlBool>`${column} @> array[${element}]::text[]`,
  comesAfter: (keys, descending) =>
    sql<SqlBool>`(${sql.join(keys.map((key) => key.at))}) ${sql.raw(descending ? '<' : '>')} (${sql.join(keys.map((key) => key.after))})`,
  lockRows: sql`for update`,
  // The driver sends what JSON and JavaScript call these values as text, and the server reads it by the column's type.
  encode: (_kind, value) => value,
};
