import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { TenantDatabase, TenantTarget } from '../../ports';
import type { SqlExecutor } from '../../sql/executor';
import { quoteIdentifier } from '../../sql/quote-identifier';
import type { TenantTables } from '../../sql/tables';
import { SqlUsers } from '../../sql/users';
import { placeOf, type PgAccess } from './access';

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

/**
 * Each unit of work is one flush. Under the tenant's role it is a transaction, for `SET LOCAL` ends
 * with it; where the pool logs in as the tenant, a single statement needs none.
 */
export function postgresExecutor(access: PgAccess, target: TenantTarget, builder: Kysely<TenantTables>): SqlExecutor {
  const { schema, role, ownLogin } = placeOf(target);
  const begin = ownLogin ? 'BEGIN' : `BEGIN; SET LOCAL ROLE ${quoteIdentifier(role)}`;
  return {
    builder,
    schema,
    run: (statements) =>
      access.data(target, async (connection) => {
        const alone = ownLogin && statements.length === 1;
        const answers = alone ? await connection.pipeline(statements) : await connection.transaction(statements, begin);
        return answers.map((answer) => answer.rows);
      }),
  };
}

export function openTenant(access: PgAccess, target: TenantTarget, builder: Kysely<TenantTables>): TenantDatabase {
  return { users: new SqlUsers(postgresExecutor(access, target, builder)) };
}
