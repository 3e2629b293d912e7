import type { ErrorCode } from '@/lib/errors';

/** What placing a data plane may answer, on a registered server or on one that the tenant brings. */
export const PLACEMENT_ERRORS: readonly ErrorCode[] = [
  'no_placement',
  'unknown_driver',
  'host_denied',
  'server_unreachable',
  'server_auth_failed',
  'server_privilege_missing',
  'needs_direct_connection',
  'capability_unsupported',
];
