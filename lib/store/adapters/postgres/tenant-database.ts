import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type SqlBool } from 'kysely';
import type { TenantDatabase, TenantTarget } from '../../ports';
import type { CustomColumnSource } from '../../sql/custom-columns';
import type { SqlAnswer, SqlDialect, SqlExecutor, SqlStatement } from '../../sql/executor';
import { quoteIdentifier } from '../../sql/quote-identifier';
import type { TenantTables } from '../../sql/tables';
import { SqlUsers } from '../../sql/users';
import { placeOf, type PgAccess } from './access';
import type { PgConnection } from './connection';
import { codeOf } from './errors';

/** `cached plan must not change result type` (feature_not_supported). */
const PLAN_CHANGED = '0A000';

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

const DIALECT: SqlDialect = {
  now: sql<string>`pg_catalog.now()`,
  // `@>` is what a GIN index answers; `= ANY` is not.
  hasElement: (column, element) => sql<SqlBool>`${column} @> array[${element}]::text[]`,
};

/**
 * Each unit of work is one flush. Under the tenant's role it is a transaction, for `SET LOCAL` ends
 * with it; where the pool logs in as the tenant, a single statement needs none.
 */
export function postgresExecutor(access: PgAccess, target: TenantTarget, builder: Kysely<TenantTables>): SqlExecutor {
  const { schema, role, ownLogin } = placeOf(target);
  const begin = ownLogin ? 'BEGIN' : `BEGIN; SET LOCAL ROLE ${quoteIdentifier(role)}`;
  const once = async (connection: PgConnection, statements: readonly SqlStatement[]): Promise<SqlAnswer[]> => {
    const alone = ownLogin && statements.length === 1;
    const prepared = connection.prepared(statements);
    const answers = alone ? await connection.pipeline(prepared) : await connection.transaction(prepared, begin);
    return answers.map(({ rows, rowCount }) => ({ rows, affected: rowCount ?? 0 }));
  };
  return {
    builder,
    schema,
    dialect: DIALECT,
    run: (statements) =>
      access.data(target, async (connection) => {
        try {
          return await once(connection, statements);
        } catch (error) {
          // A column changed its type under a prepared statement. Nothing was done: the transaction was refused.
          if (codeOf(error) !== PLAN_CHANGED) throw error;
          connection.forgetPrepared();
          return once(connection, statements);
        }
      }),
  };
}

export function openTenant(access: PgAccess, target: TenantTarget, builder: Kysely<TenantTables>, customColumns?: CustomColumnSource): TenantDatabase {
  return { users: new SqlUsers(postgresExecutor(access, target, builder), customColumns) };
}
