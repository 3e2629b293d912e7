import { ORPCError } from '@orpc/server';
import { AppError, ERROR_STATUS, isAppError, type ErrorCode } from '@/lib/errors';
import { errorWords, validationWords } from '@/lib/i18n/error-words';
import type { Language } from '@/lib/model/common';

/** Problem details (RFC 9457) with our stable `code`, in the caller's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  errors?: { path: string; message: string }[];
  reference?: string;
  retryAfterSeconds?: number;
}

export function problemOf(error: AppError, language: Language): Problem {
  const words = errorWords(language, error.code, error.params);
  const reference = error.params['reference'];
  return {
    type: `urn:tenantry:error:${error.code}`,
    title: words.title,
    status: error.status,
    code: error.code,
    detail: words.detail,
    ...(error.issues.length > 0 && {
      errors: error.issues.map(({ path, message, params }) => ({ path, message: validationWords(language, message, params) })),
    }),
    ...(reference !== undefined && { reference: String(reference) }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

/** What oRPC itself refuses before an operation runs (unreadable body, too large, unknown path), as one of our codes. */
const TRANSPORT: Record<string, ErrorCode> = {
  BAD_REQUEST: 'malformed',
  PAYLOAD_TOO_LARGE: 'too_large',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_media_type',
  NOT_FOUND: 'not_found',
  METHOD_NOT_SUPPORTED: 'not_found',
};

/** Our error in oRPC's clothes, the finished problem as its data. */
export function toTransport(error: unknown, language: Language): ORPCError<string, Problem> {
  const known = isAppError(error) ? error : new AppError('internal', { cause: error });
  const problem = problemOf(known, language);
  return new ORPCError(known.code, { status: known.status, message: problem.title, data: problem, cause: error });
}

/** The body of an error as the carrier writes it: a finished problem, or the code to word once the caller's language is known. */
export function transportBody(error: ORPCError<string, unknown>): Problem | { code: ErrorCode } {
  if (error.code in ERROR_STATUS && isProblem(error.data)) return error.data;
  return { code: TRANSPORT[error.code] ?? 'internal' };
}

/** That body as a problem. */
export function problemOfBody(body: unknown, language: Language): Problem {
  return isProblem(body) ? body : problemOf(new AppError((body as { code: ErrorCode }).code), language);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value && 'title' in value;
}
