import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@/lib/errors';
import { FIELD_PHASES, type FieldDdlStep, type FieldPhase, type WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { placeOf, type MysqlAccess } from '../access';
import type { MysqlConnection } from '../connection';
import { isLockError, numberOf } from '../errors';
import { lockNameOf, qualified } from '../names';
import { fieldSteps, INSTANT, IN_PLACE } from './field-steps';
import { readFieldCatalog } from './introspect';

/** Rows written in one transaction. */
const BATCH_ROWS = 1_000;
/** Longest wait for a table: who queues behind us waits no longer. The engine counts in seconds. */
const LOCK_SECONDS = 1;
const TRIES = 12;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;
const STEP_TIMEOUT_MS = 60 * 60_000;
const LOOKS = 5;
/** Duplicate or missing column, key: somebody else did it first. */
const DONE_BY_ANOTHER = new Set([1054, 1060, 1061, 1091]);
/** The release cannot do at once what others can. */
const NOT_AT_ONCE = new Set([1221, 1845, 1846]);
/** Duplicate, NULL, too long, out of range: data came in that breaks what is wanted. */
const REFUSED = new Set([1048, 1062, 1138, 1264, 1265, 1366, 1406]);

interface Execution {
  connection: MysqlConnection;
  server: string;
  table: string;
  signal: AbortSignal | undefined;
  lockRetries: number;
}

/** Does what is missing up to the end of a phase, alone: one process at a time changes a tenant's columns. */
export async function apply(access: MysqlAccess, target: TenantTarget, wanted: readonly WantedColumn[], through: FieldPhase, signal?: AbortSignal): Promise<{ steps: number; lockRetries: number }> {
  const { database } = placeOf(target);
  return access.ddl(target.server, (connection) =>
    alone(connection, target, async () => {
      const execution: Execution = { connection, server: target.server.name, table: qualified(database, 'app_user'), signal, lockRetries: 0 };
      for (let look = 1, steps = 0; ; look += 1) {
        const todo = fieldSteps(database, wanted, await readFieldCatalog(connection, target)).filter((step) => FIELD_PHASES.indexOf(step.phase) <= FIELD_PHASES.indexOf(through));
        try {
          for (const step of todo) {
            await execute(step, execution);
            steps += 1;
          }
          return { steps, lockRetries: execution.lockRetries };
        } catch (error) {
          if (!DONE_BY_ANOTHER.has(numberOf(error) ?? 0) || look >= LOOKS) throw error;
        }
      }
    }),
  );
}

/** A lock of the session; it falls with the connection. Table locks are waited for shortly meanwhile. */
async function alone<T>(connection: MysqlConnection, { tenantId, server }: TenantTarget, work: () => Promise<T>): Promise<T> {
  const name = lockNameOf(`fields/${tenantId}`);
  const { rows } = await connection.query<{ got: number | null }>('SELECT GET_LOCK(?, 0) AS got', [name]);
  if (Number(rows[0]?.got ?? 0) !== 1) throw new AppError('server_unreachable', { params: { server: server.name, reason: 'lock' }, retryAfterSeconds: 2 });
  const { rows: before } = await connection.query<{ seconds: string }>('SELECT @@SESSION.lock_wait_timeout AS seconds');
  try {
    await connection.query(`SET SESSION lock_wait_timeout = ${LOCK_SECONDS}`);
    return await work();
  } finally {
    // The connection goes back to a pool; one that cannot be put right does not.
    await connection
      .query(`SET SESSION lock_wait_timeout = ${Number(before[0]?.seconds ?? 0) || LOCK_SECONDS}`)
      .then(() => connection.query('SELECT RELEASE_LOCK(?)', [name]))
      .catch(() => connection.destroy());
  }
}

async function execute(step: FieldDdlStep, execution: Execution): Promise<void> {
  const refusal = (cause?: unknown) => new AppError('invalid_state', { params: { server: execution.server, reason: 'values_changed', step: step.op, field: step.fieldId ?? '' }, ...(cause === undefined ? {} : { cause }) });
  try {
    if (step.how === 'batches') return await batches(step, execution);
    for (const text of step.statements) {
      const { rows } = await withRetries(execution, () => statement(execution.connection, text));
      if (step.refusesRows && rows.length > 0) throw refusal();
    }
  } catch (error) {
    throw REFUSED.has(numberOf(error) ?? 0) ? refusal(error) : error;
  }
}

/** What a release cannot do at once it does in place, others going on meanwhile; it never copies a table behind a lock. */
async function statement(connection: MysqlConnection, text: string) {
  try {
    return await connection.query(text, undefined, STEP_TIMEOUT_MS);
  } catch (error) {
    if (!text.endsWith(INSTANT) || !NOT_AT_ONCE.has(numberOf(error) ?? 0)) throw error;
    return connection.query(text.slice(0, -INSTANT.length) + IN_PLACE, undefined, STEP_TIMEOUT_MS);
  }
}

async function batches(step: FieldDdlStep, execution: Execution): Promise<void> {
  const { connection, table } = execution;
  let last = '';
  for (;;) {
    stopIfAborted(execution);
    const { rows } = await connection.query<{ id: string }>(`SELECT MAX(id) AS id FROM (SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${BATCH_ROWS}) page`, [last]);
    const end = rows[0]?.id ?? null;
    if (end === null) return;
    const base = step.base ? [Number((await connection.query<{ base: string }>(step.base)).rows[0]?.base ?? 0)] : [];
    for (const text of step.statements) await withRetries(execution, () => connection.query(text, [last, end, ...base], STEP_TIMEOUT_MS));
    last = end;
  }
}

async function withRetries<T>(execution: Execution, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    stopIfAborted(execution);
    try {
      return await work();
    } catch (error) {
      if (!isLockError(error) || attempt >= TRIES) throw error;
      execution.lockRetries += 1;
      const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      await delay(full / 2 + (full / 2) * Math.random(), undefined, execution.signal ? { signal: execution.signal } : {});
    }
  }
}

function stopIfAborted({ signal, server }: Execution): void {
  if (signal?.aborted) throw new AppError('server_unreachable', { params: { server, reason: 'stopped' } });
}
