import { isAppError, type ErrorCode } from '@/lib/errors';
import type { StepError } from '@/lib/model/run';

const TRANSIENT_CODES: ReadonlySet<string> = new Set<ErrorCode>(['server_unreachable', 'pool_exhausted', 'tenant_not_ready', 'rate_limited', 'not_leader', 'precondition_failed', 'internal']);

/** SQLSTATE (PostgreSQL, appendix A) and Node's system errors, by their beginning. */
const DRIVER_CODES: readonly (readonly [RegExp, ErrorCode, boolean])[] = [
  [/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|08|57P0)/, 'server_unreachable', true],
  [/^(53|SQLITE_BUSY)/, 'pool_exhausted', true],
  [/^(55P03|40001|40P01|57014)/, 'conflict', true],
  [/^28/, 'server_auth_failed', false],
  [/^42501/, 'server_privilege_missing', false],
  [/^42P0[46]/, 'physical_name_taken', false],
];

/** What a step's failure means. Unknown ones are `internal` and transient; the engine bounds how often they are tried. */
export function classifyError(error: unknown): StepError {
  if (isAppError(error)) return { code: error.code, params: error.params, transient: TRANSIENT_CODES.has(error.code) };
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    const driverCode = String((current as { code?: unknown }).code ?? '');
    const known = DRIVER_CODES.find(([pattern]) => pattern.test(driverCode));
    if (known) return { code: known[1], params: {}, transient: known[2] };
  }
  return { code: 'internal', params: {}, transient: true };
}

export interface Backoff {
  firstMs: number;
  maxMs: number;
}

/** Exponential, capped, with half of it random so that many that failed together do not come back together. */
export function backoffMs(attempt: number, { firstMs, maxMs }: Backoff, random: () => number = Math.random): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
