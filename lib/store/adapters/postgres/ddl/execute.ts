import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@/lib/errors';
import type { FieldDdlStep } from '../../../field-ports';
import type { PgConnection } from '../connection';
import { codeOf, isLockError } from '../errors';
import { BATCH_ROWS } from './build-step';

/** Longest wait for a lock: whoever queues behind us waits no longer than that. */
export const LOCK_TIMEOUT_MS = 250;
/** An index build waits for older transactions and blocks nobody meanwhile. */
const BUILD_LOCK_TIMEOUT_MS = 60_000;
const TRIES = 12;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 3_000;
const STEP_TIMEOUT_MS = 60 * 60_000;

export interface Execution {
  connection: PgConnection;
  /** Name of the server, for errors. */
  server: string;
  signal?: AbortSignal;
  /** Times that a lock was not got and the step tried again. */
  lockRetries: number;
}

/** Does one step. Locks that are not got within the timeout are given up and tried again, later and later. */
export async function executeStep(step: FieldDdlStep, execution: Execution): Promise<void> {
  try {
    if (step.how === 'batches') await batches(step, execution);
    else if (step.how === 'alone') await alone(step, execution);
    else await withRetries(execution, () => execution.connection.transaction(step.statements, beginWithin(LOCK_TIMEOUT_MS)));
  } catch (error) {
    throw refused(error) ? new AppError('invalid_state', { params: { server: execution.server, reason: 'values_changed', step: step.op, field: step.fieldId ?? '' }, cause: error }) : error;
  }
}

const beginWithin = (ms: number): string => `BEGIN; SET LOCAL lock_timeout = ${ms}`;

/** Data came in that breaks what is wanted: check, not null, unique, value out of range or not to be read. */
const refused = (error: unknown): boolean => /^(23505|23514|23502|22)/.test(codeOf(error) ?? '');

async function batches(step: FieldDdlStep, execution: Execution): Promise<void> {
  const { connection } = execution;
  const base = step.base ? Number((await connection.query<{ base: string }>(step.base)).rows[0]?.base ?? 0) : null;
  let last: string | null = null;
  for (let batch = 0; ; batch++) {
    stopIfAborted(execution);
    const values: unknown[] = base === null ? [last] : [last, base + batch * BATCH_ROWS];
    const answers = await withRetries(execution, () => connection.transaction(step.statements.map((text) => ({ text, values, query_timeout: STEP_TIMEOUT_MS })), beginWithin(LOCK_TIMEOUT_MS)));
    const seen = (answers.at(-1)?.rows[0] as { last: string | null } | undefined)?.last ?? null;
    if (seen === null) return;
    last = seen;
  }
}

async function alone(step: FieldDdlStep, execution: Execution): Promise<void> {
  const { connection } = execution;
  await connection.query(`SET lock_timeout = ${BUILD_LOCK_TIMEOUT_MS}`);
  try {
    for (const text of step.statements) {
      const { rows } = await connection.query({ text, query_timeout: STEP_TIMEOUT_MS });
      if (step.refusesRows && rows.length > 0) throw new AppError('invalid_state', { params: { server: execution.server, reason: 'values_changed', step: step.op, field: step.fieldId ?? '' } });
    }
  } finally {
    // The connection goes back to a pool; one that cannot be put right does not.
    await connection.query('RESET lock_timeout').catch(() => connection.destroy());
  }
}

async function withRetries<T>(execution: Execution, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    stopIfAborted(execution);
    try {
      return await work();
    } catch (error) {
      await execution.connection.query('ROLLBACK').catch(() => execution.connection.destroy());
      if (!isLockError(codeOf(error)) || attempt >= TRIES) throw error;
      execution.lockRetries++;
      const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      await delay(full / 2 + (full / 2) * Math.random(), undefined, execution.signal ? { signal: execution.signal } : {});
    }
  }
}

function stopIfAborted({ signal, server }: Execution): void {
  if (signal?.aborted) throw new AppError('server_unreachable', { params: { server, reason: 'stopped' } });
}
