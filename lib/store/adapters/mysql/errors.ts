import { AppError, isAppError } from '@/lib/errors';

const NETWORK = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ENOENT', 'EHOSTDOWN', 'ECONNABORTED',
  'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_SEQUENCE_TIMEOUT', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR', 'HANDSHAKE_NO_SSL_SUPPORT',
]);
const CERTIFICATE = /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH|HANDSHAKE_SSL_ERROR)/;

/* Numbers as the manual's "Server Error Message Reference" names them. */
const SHUTDOWN = new Set([1053, 1077, 1079, 1080, 1105, 1152, 1158, 1159, 1160, 1161, 1317, 1927, 4031]);
const TOO_MANY = new Set([1040, 1203, 1226]);
const SIGN_IN = new Set([1045, 1049, 1129, 1130, 1251, 1698, 1820, 1862, 3118, 4151]);
const PRIVILEGE = new Set([1044, 1095, 1142, 1143, 1227, 1370, 1410]);
const READ_ONLY = new Set([1290, 1792, 1836]);
const REFUSED_VALUE = new Set([1264, 1265, 1292, 1366, 1367, 1406, 1411, 1525, 1690, 3140, 3156, 3819, 3903, 4025]);

export const DUPLICATE = 1062;
/** A table or column that was there a moment ago: its definition is being changed. */
const GONE = new Set([1054, 1146]);
/** Undone because it got between others: begun again it may succeed. */
const BETWEEN = new Set([1020, 1213, 1412, 1615]);
const LOCK_WAIT = 1205;

/** Unique indexes by the field a person would have to change. */
const FIELD_OF: Record<string, string> = {
  app_user_email_key: 'email',
  identity_provider_subject_key: 'subject',
  rbac_role_name_key: 'name',
};

interface DriverError extends Error {
  code?: string;
  errno?: number;
  sqlMessage?: string;
}

/** The server's number of an error, if it has one. */
export function numberOf(error: unknown): number | undefined {
  const errno = (error as DriverError | null)?.errno;
  return typeof errno === 'number' && errno > 0 ? errno : undefined;
}

export const gotBetween = (error: unknown): boolean => BETWEEN.has(numberOf(error) ?? 0);
export const isLockError = (error: unknown): boolean => gotBetween(error) || numberOf(error) === LOCK_WAIT;

/** The unique index that a row did not fit into. Sessions of ours speak English, whatever the server does. */
export function keyOf(error: unknown): string | null {
  const { sqlMessage = '' } = error as DriverError;
  return numberOf(error) === DUPLICATE ? (/for key '(?:[^']*\.)?([^'.]+)'$/.exec(sqlMessage)?.[1] ?? null) : null;
}

/** The column or constraint that a message names. */
export function columnOf(error: unknown): string {
  const { sqlMessage = '' } = error as DriverError;
  const found = /^CONSTRAINT `(?:[^`]*`\.`)*([^`]+)` failed/.exec(sqlMessage) ?? /constraint '([^']+)'/i.exec(sqlMessage) ?? /(?:column|field) (?:`[^`]*`\.`[^`]*`\.)?[`']([^`']+)[`']/i.exec(sqlMessage);
  // MariaDB names a column's own check `table.column`.
  return found?.[1]?.split('.').at(-1) ?? '';
}

/** A unique index's field by its name, where that alone tells. */
export const fieldOfKey = (key: string): string | undefined => FIELD_OF[key];

export const taken = (field: string, cause: unknown): AppError => new AppError('conflict', { params: { field }, issues: [{ path: field, message: 'taken' }], cause });

/**
 * A driver's error as one of the closed list. Nothing of its text is kept but as `cause`, for the log.
 * @param server its name as operators know it.
 */
export function translateError(error: unknown, server: string): AppError {
  if (isAppError(error)) return error;
  const { code = '' } = (error ?? {}) as DriverError;
  const number = numberOf(error) ?? 0;
  const options = { params: { server }, cause: error };
  const later = (params: Record<string, string> = {}, retryAfterSeconds = 5) => new AppError('server_unreachable', { ...options, params: { server, ...params }, retryAfterSeconds });
  if (CERTIFICATE.test(code)) return new AppError('server_auth_failed', options);
  if (NETWORK.has(code) || SHUTDOWN.has(number)) return later();
  if (isLockError(error)) return later({ reason: 'lock' }, 2);
  if (READ_ONLY.has(number)) return later({ reason: 'read_only' });
  if (TOO_MANY.has(number)) return new AppError('pool_exhausted', { ...options, retryAfterSeconds: 2 });
  if (SIGN_IN.has(number)) return new AppError('server_auth_failed', options);
  if (PRIVILEGE.has(number)) return new AppError('server_privilege_missing', options);
  return translateData(error, number) ?? new AppError('internal', { cause: error });
}

/** What the data did not keep to. */
function translateData(error: unknown, number: number): AppError | null {
  if (number === DUPLICATE) {
    const key = keyOf(error) ?? '';
    return taken(fieldOfKey(key) ?? key, error);
  }
  // The user, session or role that a row names is gone, or never was.
  if (number === 1216 || number === 1452) return new AppError('not_found', { cause: error });
  if (number === 1217 || number === 1451) return new AppError('in_use', { cause: error });
  if (number === 1048 || number === 1364) return new AppError('validation_failed', { issues: [{ path: columnOf(error), message: 'required' }], cause: error });
  if (REFUSED_VALUE.has(number)) return new AppError('validation_failed', { issues: [{ path: columnOf(error), message: 'invalid' }], cause: error });
  if (GONE.has(number)) return new AppError('tenant_not_ready', { cause: error, retryAfterSeconds: 2 });
  return null;
}
