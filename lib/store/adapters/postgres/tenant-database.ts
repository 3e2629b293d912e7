import type { Kysely } from 'kysely';
import type { TenantContext, TenantDatabase, TenantTarget } from '../../ports';
import type { RunStatements, SqlAnswer, SqlExecutor, SqlStatement } from '../../sql/executor';
import { quoteIdentifier } from '../../sql/quote-identifier';
import { sqlRepositories } from '../../sql/repositories';
import type { TenantTables } from '../../sql/tables';
import { placeOf, type PgAccess } from './access';
import type { PgConnection } from './connection';
import { POSTGRES_DIALECT } from './dialect';
import { codeOf } from './errors';

/** `cached plan must not change result type` (feature_not_supported). */
const PLAN_CHANGED = '0A000';

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
    dialect: POSTGRES_DIALECT,
    run: (statements) => access.data(target, (connection) => replanned(connection, () => once(connection, statements))),
    transaction: (work) => access.data(target, (connection) => replanned(connection, () => decided(connection, begin, work))),
  };
}

/** A column changed its type under a prepared statement: nothing was done, for the transaction was refused, so it is done again. */
async function replanned<T>(connection: PgConnection, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (codeOf(error) !== PLAN_CHANGED) throw error;
    connection.forgetPrepared();
    return attempt();
  }
}

/** `BEGIN` goes out with the first statements, so that a transaction of one look and one write costs three round trips. */
async function decided<T>(connection: PgConnection, begin: string, work: (run: RunStatements) => Promise<T>): Promise<T> {
  let begun = false;
  const run: RunStatements = async (statements) => {
    const prepared = connection.prepared(statements);
    const answers = begun ? await connection.pipeline(prepared) : (await connection.pipeline([begin, ...prepared])).slice(1);
    begun = true;
    return answers.map(({ rows, rowCount }) => ({ rows, affected: rowCount ?? 0 }));
  };
  try {
    const result = await work(run);
    if (begun) await connection.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot even roll back must not go back to the pool.
    await connection.query('ROLLBACK').catch(() => connection.destroy());
    throw error;
  }
}

export function openTenant(access: PgAccess, target: TenantTarget, builder: Kysely<TenantTables>, context: TenantContext): TenantDatabase {
  return sqlRepositories(postgresExecutor(access, target, builder), target.tenantId, context);
}
