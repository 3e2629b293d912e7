import { AppError } from '@/lib/errors';
import { dueSteps } from '../../../ddl/due-steps';
import type { FieldPhase, WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { placeOf, type PgAccess } from '../access';
import type { PgConnection } from '../connection';
import { codeOf } from '../errors';
import { lockKeyOf } from '../names';
import { executeStep, type Execution } from './execute';
import { fieldSteps } from './field-steps';
import { readFieldCatalog } from './introspect';

/** Looks again when somebody else did a step first. */
const LOOKS = 5;
/** Duplicate or missing column, object, table. */
const DONE_BY_ANOTHER = new Set(['42701', '42703', '42710', '42704', '42P07', '42P01']);

/** Does what is missing up to the end of a phase, alone: one process at a time changes a tenant's columns. */
export async function apply(access: PgAccess, target: TenantTarget, wanted: readonly WantedColumn[], through: FieldPhase, signal?: AbortSignal, from?: FieldPhase): Promise<{ steps: number; lockRetries: number }> {
  const { database, schema } = placeOf(target);
  return access.ddl(target.server, database, (connection) =>
    alone(connection, target, async () => {
      const execution: Execution = { connection, server: target.server.name, lockRetries: 0, ...(signal ? { signal } : {}) };
      let steps = 0;
      for (let look = 1; ; look++) {
        const todo = dueSteps(fieldSteps(schema, wanted, await readFieldCatalog(connection, target, schema)), through, from);
        try {
          for (const step of todo) {
            await executeStep(step, execution);
            steps++;
          }
          return { steps, lockRetries: execution.lockRetries };
        } catch (error) {
          if (!DONE_BY_ANOTHER.has(codeOf(error) ?? '') || look >= LOOKS) throw error;
        }
      }
    }),
  );
}

/** A lock of the session, since index builds stand outside transactions; it falls with the connection. */
async function alone<T>(connection: PgConnection, target: TenantTarget, work: () => Promise<T>): Promise<T> {
  const key = lockKeyOf(`fields/${target.tenantId}`);
  const { rows } = await connection.query<{ got: boolean }>('SELECT pg_catalog.pg_try_advisory_lock($1, $2) AS got', key);
  if (!rows[0]?.got) throw new AppError('server_unreachable', { params: { server: target.server.name, reason: 'lock' }, retryAfterSeconds: 2 });
  try {
    return await work();
  } finally {
    await connection.query('SELECT pg_catalog.pg_advisory_unlock($1, $2)', key).catch(() => connection.destroy());
  }
}
