import { AppError, isAppError } from '@/lib/errors';

const NETWORK = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|57P0[123]|08|53300|SQLITE_BUSY)/;
const NETWORK_WORDS = /connection terminated|timeout exceeded|query read timeout|not queryable|database is locked/i;

/** The address did not answer or let nobody in; a single connection that was lost says nothing of that. */
const NOBODY_THERE = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P03|53300)$/;
const NO_ANSWER = /timeout exceeded|query read timeout|connection terminated due to connection timeout/i;

/** Whether the database as a whole cannot be reached, so that it is no use to ask again at once. */
export function isUnreachable(error: unknown): boolean {
  const cause = innermost(error);
  return NOBODY_THERE.test(String((cause as { code?: unknown }).code ?? '')) || NO_ANSWER.test(cause.message);
}

/**
 * A driver's error as an AppError: `server_unreachable` when it can pass, else `internal`.
 * The query and its values, which drizzle puts into its message, stay behind: they may hold token hashes.
 */
export function translateRecordsError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const cause = innermost(error);
  const code = String((cause as { code?: unknown }).code ?? '');
  if (NETWORK.test(code) || NETWORK_WORDS.test(cause.message)) {
    return new AppError('server_unreachable', { params: { server: 'records' }, retryAfterSeconds: 5, cause });
  }
  return new AppError('internal', { cause });
}

/** True when a unique index refused the row, in either dialect. */
export function isUniqueViolation(error: unknown): boolean {
  const cause = innermost(error);
  return (cause as { code?: unknown }).code === '23505' || /UNIQUE constraint failed/.test(cause.message);
}

function innermost(error: unknown): Error {
  let current = error instanceof Error ? error : new Error(String(error));
  for (let depth = 0; depth < 5 && current.cause instanceof Error; depth++) current = current.cause;
  if (current instanceof AggregateError && current.errors[0] instanceof Error) return current.errors[0];
  return current;
}
