import { AppError, isAppError } from '@/lib/errors';
import type { Logger } from '@/lib/log';

/** Errors of the network, wherever they stand in the chain of causes (node:net, libuv names). */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EPIPE', 'EAI_AGAIN']);

/**
 * The last stop of every error. One of ours passes; the rest is logged under a reference, with its causes,
 * and only the reference goes out.
 */
export function translateError(error: unknown, about: { operation: string; requestId: string; log: Logger }): AppError {
  // An `internal` of ours that bears no reference yet was thrown where there is no log: its cause would be lost.
  if (isAppError(error) && (error.code !== 'internal' || error.params['reference'] !== undefined)) return error;
  about.log.error({ err: error, operation: about.operation, reference: about.requestId }, 'operation failed unexpectedly');
  if (isNetworkError(error)) {
    // Adapters translate their own; what arrives raw comes from the console's own records.
    return new AppError('server_unreachable', { params: { server: 'records' }, retryAfterSeconds: 5, cause: error });
  }
  return new AppError('internal', { params: { reference: about.requestId }, cause: error });
}

function isNetworkError(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === 'string' && NETWORK.has(code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect/.test(current.message)) return true;
  }
  return false;
}
