import { ERROR_STATUS, type ErrorCode } from './codes';

/** A message for one field of the input. `path` is dotted (`database.serverId`). */
export interface FieldIssue {
  path: string;
  /** Key below `validation.` in the catalogue, or a ready text when there is no key for it. */
  message: string;
  params?: Record<string, string | number>;
}

export interface AppErrorOptions {
  /** Values the catalogue's words for this code are filled with. Never a secret, a DSN or a driver's text. */
  params?: Record<string, string | number>;
  issues?: FieldIssue[];
  /** Seconds after which a retry makes sense; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** For the log only. */
  cause?: unknown;
}

/**
 * The one error type that crosses rooms. Told apart by its `code`, never by `instanceof`:
 * a build may load a module more than once in a process.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: Record<string, string | number>;
  readonly issues: FieldIssue[];
  readonly retryAfterSeconds?: number;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = options.params ?? {};
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** True for an {@link AppError} of any copy of this module, optionally of one code. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  if (!(error instanceof Error) || error.name !== 'AppError') return false;
  const found = (error as { code?: unknown }).code;
  if (typeof found !== 'string' || !(found in ERROR_STATUS)) return false;
  return code === undefined || found === code;
}

/** One field is wrong. */
export function invalidField(path: string, message: string, params?: FieldIssue['params']): AppError {
  return new AppError('validation_failed', { issues: [{ path, message, params }] });
}
