import { DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql, type RawBuilder, type SqlBool } from 'kysely';
import type { SortKey, SqlDialect } from '../../sql/executor';
import type { TenantTables } from '../../sql/tables';
import { encodeValue } from './exact-types';

/** Builds text only: statements go through the pools, never through this. */
export function mysqlBuilder(): Kysely<TenantTables> {
  return new Kysely<TenantTables>({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
  });
}

/** System columns with a generated one; a user's field is made with a collation that does not count case. */
const GENERATED = new Set(['email', 'name']);

/**
 * The generated column that stands for a text column without case, and has its index: MariaDB knows no index over an
 * expression, and MySQL's are found by the optimizer only where the expression is written the same.
 */
export const loweredColumn = (column: string): string => (GENERATED.has(column) ? `sys_${column}_lower` : column);

export const MYSQL_DIALECT: SqlDialect = {
  now: sql<string>`utc_timestamp(6)`,
  nowPlus: (seconds) => sql<string>`(utc_timestamp(6) + interval ${seconds} second)`,
  lowered: (column) => sql`${sql.id(loweredColumn(column))}`,
  loweredValue: (value) => sql`lower(${value})`,
  hasElement: (column, element) => sql<SqlBool>`json_contains(${column}, json_quote(${element}))`,
  comesAfter: (keys, descending) => after(keys, sql.raw(descending ? '<' : '>')),
  lockRows: sql`for update`,
  encode: encodeValue,
};

/** Written out: a comparison of rows, `(a, b) > (x, y)`, is never answered by an index here. */
function after([key, ...rest]: readonly SortKey[], compared: RawBuilder<unknown>): RawBuilder<SqlBool> {
  if (!key) return sql<SqlBool>`false`;
  if (rest.length === 0) return sql<SqlBool>`${key.at} ${compared} ${key.after}`;
  return sql<SqlBool>`(${key.at} ${compared} ${key.after} or (${key.at} = ${key.after} and ${after(rest, compared)}))`;
}
