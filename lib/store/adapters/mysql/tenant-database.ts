import type { Kysely } from 'kysely';
import type { TenantContext, TenantDatabase, TenantTarget } from '../../ports';
import type { RunStatements, SqlAnswer, SqlExecutor, SqlRow, SqlStatement } from '../../sql/executor';
import { sqlRepositories } from '../../sql/repositories';
import type { TenantTables } from '../../sql/tables';
import { placeOf, type MysqlAccess } from './access';
import type { MysqlConnection } from './connection';
import { MYSQL_DIALECT } from './dialect';
import { fieldOfKey, gotBetween, isLockError, keyOf, taken } from './errors';
import { decodeRow } from './exact-types';

/** How often work that got between others is begun again. */
const ATTEMPTS_MAX = 12;
/** A lock that was not got in its own time is waited for once more. */
const LOCK_WAITS_MAX = 2;
const PAUSE_MS = 4;

/** Statements in a transaction where there are several; the pool signs in as the tenant. */
export function mysqlExecutor(access: MysqlAccess, target: TenantTarget, builder: Kysely<TenantTables>): SqlExecutor {
  const { database } = placeOf(target);
  const onConnection = <T>(attempt: (connection: MysqlConnection) => Promise<T>) =>
    access.data(target, (connection) => again(() => attempt(connection)).catch(async (error: unknown) => Promise.reject(await named(connection, database, error))));
  return {
    builder,
    schema: database,
    dialect: MYSQL_DIALECT,
    run: (statements) =>
      onConnection(async (connection) => {
        const [only, ...rest] = statements;
        if (only && rest.length === 0) return [await send(connection, only)];
        return inTransaction(connection, (run) => run(statements));
      }),
    transaction: (work) => onConnection((connection) => inTransaction(connection, work)),
  };
}

async function send(connection: MysqlConnection, { text, values, kinds }: SqlStatement): Promise<SqlAnswer> {
  const { rows, affected } = await connection.query<SqlRow>(text, values);
  return { rows: rows.map((row) => decodeRow(row, kinds)), affected };
}

async function inTransaction<T>(connection: MysqlConnection, work: (run: RunStatements) => Promise<T>): Promise<T> {
  await connection.query('START TRANSACTION');
  try {
    const result = await work(async (statements) => {
      const answers: SqlAnswer[] = [];
      for (const statement of statements) answers.push(await send(connection, statement));
      return answers;
    });
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot even roll back must not go back to the pool.
    await connection.query('ROLLBACK').catch(() => connection.destroy());
    throw error;
  }
}

/** A deadlock chose us, or rows moved under us: all of it was undone, so all of it may be done again. */
async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1, waits = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLockError(error) || tried >= ATTEMPTS_MAX) throw error;
      if (!gotBetween(error) && (waits += 1) >= LOCK_WAITS_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS * tried));
    }
  }
}

/** The engine names the index that a row did not fit into; people know the column. */
async function named(connection: MysqlConnection, database: string, error: unknown): Promise<unknown> {
  const key = keyOf(error);
  if (key === null || fieldOfKey(key) !== undefined || !connection.usable) return error;
  const { rows } = await connection.query<{ c: string }>('SELECT column_name AS c FROM information_schema.statistics WHERE table_schema = ? AND index_name = ? ORDER BY seq_in_index', [database, key]);
  const [first] = rows;
  return first ? taken(/^sys_(.*)_lower$/.exec(first.c)?.[1] ?? first.c, error) : error;
}

export function openTenant(access: MysqlAccess, target: TenantTarget, builder: Kysely<TenantTables>, context: TenantContext): TenantDatabase {
  return sqlRepositories(mysqlExecutor(access, target, builder), target.tenantId, context);
}
