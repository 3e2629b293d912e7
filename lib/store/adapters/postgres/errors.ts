import { AppError, isAppError } from '@/lib/errors';

const NETWORK = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ENOENT', 'EHOSTDOWN',
  'ECONNABORTED',
]);
/** What the driver says when a connection was lost or never came about; it gives these no code. */
const LOST = /^(Connection terminated|Connection ended|timeout expired|Query read timeout|Client (was closed|has encountered)|The server does not support SSL)/;
/** Admin shutdown, crash, starting up, connection exceptions. */
const GONE = /^(57P0[123]|08)/;
const CERTIFICATE = /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH)/;

interface DriverError extends Error {
  code?: string;
  constraint?: string;
  table?: string;
  column?: string;
}

/** Unique indexes by the field a person would have to change. */
const FIELD_OF: Record<string, string> = {
  app_user_email_key: 'email',
  identity_provider_subject_key: 'subject',
  rbac_role_name_key: 'name',
};

/** A CHECK, a range, a length or an encoding that a value did not keep. */
const REFUSED_VALUE = new Set(['23514', '22001', '22003', '22007', '22008', '22021', '22P02', '22P05']);

/**
 * The column of a unique index over one column. The detail's words depend on the server's language,
 * its form `(column)=(value)` does not; of it only the name is taken.
 */
function columnOfKey(error: unknown): string | undefined {
  const { detail } = error as { detail?: unknown };
  return typeof detail === 'string' ? /\((?:lower\()?"?([a-z][a-z0-9_]*)"?(?:::text)?\)?\)=\(/.exec(detail)?.[1] : undefined;
}

/** True when the operation may succeed later unchanged: lock not got, object in use, deadlock, serialization. */
export const isLockError = (code: string | undefined): boolean => code === '55P03' || code === '55006' || code === '40P01' || code === '40001';

/** PgBouncer gives every refusal this code, its own and the server's that it passes on; only the words tell them apart. */
const POOLER_REFUSED = '08P01';
const POOLER_WORDS: readonly [RegExp, string][] = [
  [/database ".*" does not exist|no such database/is, '3D000'],
  [/permission denied for database/i, '42501'],
  [/too many (connections|clients)|remaining connection slots|no more connections allowed/i, '53300'],
  [/authentication failed|no such user|login rejected|role ".*" (does not exist|is not permitted)/is, '28P01'],
];

/** The SQLSTATE or the system's code, if it has one. */
export function codeOf(error: unknown): string | undefined {
  const { code, message = '' } = (error ?? {}) as DriverError;
  if (code === POOLER_REFUSED) return POOLER_WORDS.find(([words]) => words.test(message))?.[1] ?? code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * A driver's error as one of the closed list. Nothing of its text is kept but as `cause`, for the log.
 * @param server its name as operators know it.
 */
export function translateError(error: unknown, server: string): AppError {
  if (isAppError(error)) return error;
  const { message = '', constraint = '', column = '' } = (error ?? {}) as DriverError;
  const code = codeOf(error) ?? '';
  const params = { server };
  const options = { params, cause: error };
  if (NETWORK.has(code) || GONE.test(code) || LOST.test(message)) {
    return new AppError('server_unreachable', { ...options, retryAfterSeconds: 5 });
  }
  if (isLockError(code)) return new AppError('server_unreachable', { ...options, params: { ...params, reason: 'lock' }, retryAfterSeconds: 2 });
  if (code === '53300') return new AppError('pool_exhausted', { ...options, retryAfterSeconds: 2 });
  if (code.startsWith('28') || code === '3D000' || CERTIFICATE.test(code)) return new AppError('server_auth_failed', options);
  if (code === '42501') return new AppError('server_privilege_missing', options);
  if (code === '23505') {
    const field = FIELD_OF[constraint] ?? columnOfKey(error) ?? constraint;
    return new AppError('conflict', { params: { field }, issues: [{ path: field, message: 'taken' }], cause: error });
  }
  // The user, session or role that a row names is gone, or never was.
  if (code === '23503') return new AppError('not_found', { cause: error });
  if (code === '23502') return new AppError('validation_failed', { issues: [{ path: column, message: 'required' }], cause: error });
  if (REFUSED_VALUE.has(code)) return new AppError('validation_failed', { issues: [{ path: column || constraint, message: 'invalid' }], cause: error });
  // A column or table that was there a moment ago: its definition is being changed.
  if (code === '42703' || code === '42P01') return new AppError('tenant_not_ready', { cause: error, retryAfterSeconds: 2 });
  return new AppError('internal', { cause: error });
}
