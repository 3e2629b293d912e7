import type { Kysely } from 'kysely';
import type { TenantContext, TenantDatabase, TenantTarget } from '../../ports';
import type { RunStatements, SqlExecutor, SqlStatement } from '../../sql/executor';
import { sqlRepositories } from '../../sql/repositories';
import type { TenantTables } from '../../sql/tables';
import type { SqliteAccess } from './access';
import { readAnswer, SQLITE_DIALECT } from './dialect';
import type { ThreadAnswer } from './thread';

const READS = /^\s*(select|with)\b/i;

/** Reads go beside the file's writer, writes stand in its line. */
export function sqliteExecutor(access: SqliteAccess, target: TenantTarget, builder: Kysely<TenantTables>): SqlExecutor {
  const read = (statements: readonly SqlStatement[], answers: readonly ThreadAnswer[]) => answers.map((answer, index) => readAnswer(answer, statements[index]?.kinds));
  const run: RunStatements = async (statements) => {
    const onlyReads = statements.every(({ text }) => READS.test(text));
    return read(statements, await (onlyReads ? access.read(target, statements) : access.write(target, statements)));
  };
  return {
    builder,
    schema: null,
    dialect: SQLITE_DIALECT,
    run,
    transaction: (work) => access.transaction(target, 'short', (connection) => work(async (statements) => read(statements, await connection.execute(statements)))),
  };
}

export function openTenant(access: SqliteAccess, target: TenantTarget, builder: Kysely<TenantTables>, context: TenantContext): TenantDatabase {
  return sqlRepositories(sqliteExecutor(access, target, builder), target.tenantId, context);
}
