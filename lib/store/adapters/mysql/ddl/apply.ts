import { AppError } from '@/lib/errors';
import { dueSteps } from '../../../ddl/due-steps';
import type { FieldPhase, WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { placeOf, type MysqlAccess } from '../access';
import type { MysqlConnection } from '../connection';
import { numberOf } from '../errors';
import { lockNameOf, qualified } from '../names';
import { executeStep, HalfDone, LOCK_SECONDS, ROW_LOCK_SECONDS, type Execution } from './execute';
import { fieldSteps } from './field-steps';
import { readFieldCatalog } from './introspect';

/** Looks again when somebody else did a step first, or one was left half done. */
const LOOKS = 5;
/** Duplicate or missing column, key, trigger: somebody else did it first. */
const DONE_BY_ANOTHER = new Set([1054, 1060, 1061, 1091, 1359]);

/** Does what is missing up to the end of a phase, alone: one process at a time changes a tenant's columns. */
export async function apply(access: MysqlAccess, target: TenantTarget, wanted: readonly WantedColumn[], through: FieldPhase, signal?: AbortSignal, from?: FieldPhase): Promise<{ steps: number; lockRetries: number }> {
  const { database } = placeOf(target);
  return access.ddl(target.server, (connection) =>
    alone(connection, target, async () => {
      const execution: Execution = { connection, server: target.server.name, table: qualified(database, 'app_user'), signal, lockRetries: 0, deadline: 0 };
      for (let look = 1, steps = 0; ; look += 1) {
        const todo = dueSteps(fieldSteps(database, wanted, await readFieldCatalog(connection, target)), through, from);
        try {
          for (const step of todo) {
            await executeStep(step, execution);
            steps += 1;
          }
          return { steps, lockRetries: execution.lockRetries };
        } catch (error) {
          const again = error instanceof HalfDone || DONE_BY_ANOTHER.has(numberOf(error) ?? 0);
          if (!again || look >= LOOKS) throw error instanceof HalfDone ? error.cause : error;
        } finally {
          if (execution.deadline !== 0) await connection.query('SET SESSION max_statement_time = 0').catch(() => connection.destroy());
          execution.deadline = 0;
        }
      }
    }),
  );
}

/** A lock of the session; it falls with the connection. Tables and rows are waited for shortly meanwhile. */
async function alone<T>(connection: MysqlConnection, { tenantId, server }: TenantTarget, work: () => Promise<T>): Promise<T> {
  const name = lockNameOf(`fields/${tenantId}`);
  const { rows } = await connection.query<{ got: number | null }>('SELECT GET_LOCK(?, 0) AS got', [name]);
  if (Number(rows[0]?.got ?? 0) !== 1) throw new AppError('server_unreachable', { params: { server: server.name, reason: 'lock' }, retryAfterSeconds: 2 });
  const { rows: before } = await connection.query<{ tables: string; rowsOf: string }>('SELECT @@SESSION.lock_wait_timeout AS tables, @@SESSION.innodb_lock_wait_timeout AS rowsOf');
  const set = (tables: number, rowsOf: number) => connection.query(`SET SESSION lock_wait_timeout = ${tables}, innodb_lock_wait_timeout = ${rowsOf}`);
  try {
    await set(LOCK_SECONDS, ROW_LOCK_SECONDS);
    return await work();
  } finally {
    // The connection goes back to a pool; one that cannot be put right does not.
    await set(Number(before[0]?.tables ?? 0) || LOCK_SECONDS, Number(before[0]?.rowsOf ?? 0) || ROW_LOCK_SECONDS)
      .then(() => connection.query('SELECT RELEASE_LOCK(?)', [name]))
      .catch(() => connection.destroy());
  }
}
