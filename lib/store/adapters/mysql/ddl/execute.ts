import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@/lib/errors';
import type { FieldDdlStep } from '../../../field-ports';
import type { MysqlConnection } from '../connection';
import { isLockError, numberOf } from '../errors';
import { INSTANT } from './build-step';

/** Rows written in one transaction. */
const BATCH_ROWS = 1_000;
/** Longest wait for a table: who queues behind us waits no longer. The engine counts in seconds, where a statement can be given no deadline. */
export const LOCK_SECONDS = 1;
export const DEADLINE_SECONDS = 0.25;
/** Longest wait for rows that a writer holds. */
export const ROW_LOCK_SECONDS = 5;
const TRIES = 12;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;
const STEP_TIMEOUT_MS = 60 * 60_000;
/** The statement's deadline passed (MariaDB). */
const DEADLINE = 1969;
/** Duplicate, NULL, too long, out of range: data came in that breaks what is wanted. */
const REFUSED = new Set([1048, 1062, 1138, 1264, 1265, 1292, 1366, 1406]);
/** The server does not do at once or in place what it was asked to; it never copies the table instead. */
const NOT_ONLINE = new Set([1221, 1845, 1846, 4092]);

export interface Execution {
  connection: MysqlConnection;
  server: string;
  table: string;
  signal: AbortSignal | undefined;
  lockRetries: number;
  /** The deadline of the session's statements, seconds; 0 for none. */
  deadline: number;
}

/** A swap that was begun and not finished: what is left is to be looked at before anything else is done. */
export class HalfDone extends Error {}

/** Does one step. Locks that are not got in time are given up and tried again, later and later. */
export async function executeStep(step: FieldDdlStep, execution: Execution): Promise<void> {
  const refusal = (reason: string, cause?: unknown) => new AppError('invalid_state', { params: { server: execution.server, reason, step: step.op, field: step.fieldId ?? '' }, ...(cause === undefined ? {} : { cause }) });
  try {
    if (step.how === 'batches') return await batches(step, execution);
    if (step.how === 'transaction') return await underLock(step.statements, execution);
    for (const text of step.statements) {
      const { rows } = await withRetries(execution, () => send(execution, text));
      if (step.refusesRows && rows.length > 0) throw refusal('values_changed');
    }
  } catch (error) {
    const number = numberOf(error) ?? 0;
    if (NOT_ONLINE.has(number)) throw refusal('not_online', error);
    throw REFUSED.has(number) ? refusal('values_changed', error) : error;
  }
}

const isQuick = (text: string): boolean => text.endsWith(INSTANT) || /^(LOCK|UNLOCK|CREATE TRIGGER|DROP TRIGGER) /.test(text);

/** What is over at once waits for its table no longer than the deadline; what takes long has none. */
async function send(execution: Execution, text: string, values?: readonly unknown[]) {
  const { connection } = execution;
  const deadline = isQuick(text) ? DEADLINE_SECONDS : 0;
  if (connection.traits.statementDeadline && deadline !== execution.deadline) {
    await connection.query(`SET SESSION max_statement_time = ${deadline}`);
    execution.deadline = deadline;
  }
  return connection.query(text, values, STEP_TIMEOUT_MS);
}

/** The first statement takes the lock, and may be tried again; after it all or none of the rest counts as done. */
async function underLock([lock = '', ...rest]: readonly string[], execution: Execution): Promise<void> {
  await withRetries(execution, () => send(execution, lock));
  try {
    for (const text of rest) await send(execution, text);
  } catch (error) {
    await execution.connection.query('UNLOCK TABLES').catch(() => execution.connection.destroy());
    if (isBusy(error)) throw new HalfDone('the table was not got for itself', { cause: error });
    throw error;
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
    for (const text of step.statements) await withRetries(execution, () => send(execution, text, [last, end, ...base]));
    last = end;
  }
}

const isBusy = (error: unknown): boolean => isLockError(error) || numberOf(error) === DEADLINE;

async function withRetries<T>(execution: Execution, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    stopIfAborted(execution);
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || attempt >= TRIES) throw error;
      execution.lockRetries += 1;
      const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      await delay(full / 2 + (full / 2) * Math.random(), undefined, execution.signal ? { signal: execution.signal } : {});
    }
  }
}

function stopIfAborted({ signal, server }: Execution): void {
  if (signal?.aborted) throw new AppError('server_unreachable', { params: { server, reason: 'stopped' } });
}
