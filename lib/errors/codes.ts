/**
 * The closed list of error codes, each with the HTTP status it answers with.
 * A code is stable: clients branch on it. The words for people live in the message
 * catalogue under `errors.<code>`, never here.
 */
export const ERROR_STATUS = {
  malformed: 400,
  too_large: 413,
  unsupported_media_type: 415,
  validation_failed: 422,
  confirmation_required: 422,
  host_denied: 422,
  unknown_driver: 422,
  idempotency_mismatch: 422,
  not_found: 404,
  tenant_not_found: 404,
  conflict: 409,
  slug_taken: 409,
  in_use: 409,
  precondition_required: 428,
  precondition_failed: 412,
  plan_stale: 409,
  plan_blocked: 409,
  server_auth_failed: 409,
  server_privilege_missing: 409,
  physical_name_taken: 409,
  needs_direct_connection: 409,
  no_placement: 409,
  invalid_state: 409,
  tenant_suspended: 409,
  config_invalid: 409,
  internal: 500,
  tenant_no_database: 409,
  capability_unsupported: 501,
  tenant_not_ready: 503,
  server_unreachable: 503,
  pool_exhausted: 503,
  not_leader: 409,
  unauthenticated: 401,
  forbidden: 403,
  rate_limited: 429,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
export const ERROR_CODES = Object.keys(ERROR_STATUS) as ErrorCode[];
