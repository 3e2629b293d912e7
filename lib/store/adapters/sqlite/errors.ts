import { AppError, isAppError } from '@/lib/errors';

/** Unique indexes over expressions, by the field a person would have to change. */
const FIELD_OF: Record<string, string> = { app_user_email_key: 'email' };
/** Of several columns, the one that a person would change. */
const FIELD_OF_COLUMNS: Record<string, string> = { 'identity.provider, identity.subject': 'subject', 'identity.user_id, identity.provider, identity.subject': 'subject' };

interface DriverError {
  code?: string;
  message?: string;
}

export const codeOf = (error: unknown): string => (error as DriverError | null)?.code ?? '';
const messageOf = (error: unknown): string => (error as DriverError | null)?.message ?? '';

/** Another process is in the way; it is worth asking again. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error)) || /database (table )?is locked/.test(messageOf(error));

/** What a constraint's message names: a table's column, or an index. */
const named = (error: unknown): string => /constraint failed: (.*)$/s.exec(messageOf(error))?.[1]?.trim() ?? '';
const columnOf = (name: string): string => name.split('.').at(-1) ?? name;

function fieldOfUnique(error: unknown): string {
  const name = named(error);
  const index = /^index '(.*)'$/.exec(name)?.[1];
  if (index !== undefined) return FIELD_OF[index] ?? index;
  return FIELD_OF_COLUMNS[name] ?? columnOf(name.split(', ')[0] ?? name);
}

/**
 * A driver's error as one of the closed list. Nothing of its text is kept but as `cause`, for the log.
 * @param server its name as operators know it.
 */
export function translateError(error: unknown, server: string): AppError {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  const options = { params: { server }, cause: error };
  if (isBusy(error)) return new AppError('server_unreachable', { ...options, params: { server, reason: 'lock' }, retryAfterSeconds: 2 });
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    const field = fieldOfUnique(error);
    return new AppError('conflict', { params: { field }, issues: [{ path: field, message: 'taken' }], cause: error });
  }
  // The user, session or role that a row names is gone, or never was.
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return new AppError('not_found', { cause: error });
  if (code === 'SQLITE_CONSTRAINT_NOTNULL') return new AppError('validation_failed', { issues: [{ path: columnOf(named(error)), message: 'required' }], cause: error });
  if (code === 'SQLITE_CONSTRAINT_CHECK' || code === 'SQLITE_CONSTRAINT_DATATYPE') return new AppError('validation_failed', { issues: [{ path: columnOf(named(error)), message: 'invalid' }], cause: error });
  if (code === 'SQLITE_TOOBIG' || code === 'SQLITE_MISMATCH') return new AppError('validation_failed', { issues: [{ path: '', message: 'invalid' }], cause: error });
  // A column, table or file that was there a moment ago: it is being changed or moved.
  if (code === 'NO_FILE' || /no such (column|table)|has no column named/.test(messageOf(error))) return new AppError('tenant_not_ready', { cause: error, retryAfterSeconds: 2 });
  if (/^SQLITE_(READONLY|PERM|AUTH)/.test(code) || code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new AppError('server_privilege_missing', options);
  if (/^SQLITE_(FULL|IOERR|CANTOPEN)/.test(code) || ['ENOENT', 'ENOSPC', 'EIO', 'ENOTDIR', 'ESTALE', 'THREAD_ENDED', 'CLOSED'].includes(code)) {
    return new AppError('server_unreachable', { ...options, retryAfterSeconds: 5 });
  }
  return new AppError('internal', { cause: error });
}
