/**
 * The words that states, languages and operators are told by, without the schemas that check them:
 * a page that only shows them need not load a validator. The schemas' files hand them on.
 */
export const LANGUAGES = ['en', 'es', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

export const DRIVERS = ['postgres', 'mysql', 'sqlite', 'mongo'] as const;

/** What one may be at the console: `runtime` is for tokens of an authorization server only. */
export const ROLES = ['owner', 'operator', 'viewer', 'tenant-admin', 'runtime'] as const;
/** Roles a person may have. */
export const ADMIN_ROLES = ['owner', 'operator', 'viewer', 'tenant-admin'] as const satisfies readonly (typeof ROLES)[number][];
/** What has become of an admin. `invited`: the link has not been used, so nobody can sign in yet. */
export const ADMIN_STATUSES = ['active', 'invited', 'disabled'] as const;
/** `limited`: its maker may less than when it was made, so it may less too. `stopped`: its maker is gone or disabled, or may something else. */
export const TOKEN_STATUSES = ['active', 'limited', 'stopped', 'expired', 'revoked'] as const;

export const TENANT_STATUSES = ['ACTIVE', 'SUSPENDED', 'PENDING_DELETION'] as const;
/** `PENDING → CREATING → READY`, or `ERROR`; the others are states of a ready tenant at work. */
export const DATABASE_STATUSES = ['PENDING', 'CREATING', 'READY', 'ERROR', 'MIGRATING', 'MOVING', 'DELETING'] as const;
export const RUN_STATUSES = ['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'] as const;
/** How a tenant's applied migrations stand to the shipped ones. */
export const MIGRATION_STATES = ['upToDate', 'pending', 'failed', 'drifted', 'unknown'] as const;

/** By which way an event came about. */
export const DOORS = ['action', 'rest', 'rpc', 'cli', 'worker', 'system'] as const;
/** `open`: begun, and how it ended is not written yet; `unknown`: its process ended, and by looking it cannot be told. */
export const AUDIT_OUTCOMES = ['open', 'success', 'failure', 'unknown'] as const;

/** Whether a tenant's pending migrations are applied when it is next used, or wait for somebody. */
export const MIGRATION_POLICIES = ['auto', 'manual'] as const;

/** Of an admin's password. */
export const PASSWORD_MIN_LENGTH = 10;

export const USER_STATUSES = ['active', 'disabled'] as const;
/** What a session or refresh token is worth now. */
export const LIVENESS = ['active', 'expired', 'revoked'] as const;
/** What may come of an attempt; what each means is in docs/runtime.md. */
export const SIGN_IN_OUTCOMES = [
  'ok', 'unknown', 'wrong', 'locked', 'disabled', 'temporary', 'mfa_required',
  'created', 'seen', 'moved', 'revoked', 'expired', 'rotated', 'reused',
  'not_enrolled', 'replayed', 'enrolled', 'confirmed',
  'granted', 'issued', 'verified', 'reset', 'used', 'email_changed', 'email_unverified', 'client_refused',
] as const;
export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number];
/** What a tenant's own applications ask for, `invoices:read`; `*` is everything. */
export const TENANT_PERMISSION = /^(?:\*|[A-Za-z0-9](?:[A-Za-z0-9:_.*/-]{0,126}[A-Za-z0-9*])?)$/;

/** What a filter may ask; which of them a column knows depends on its type. */
export const USER_OPERATORS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'contains', 'startsWith', 'isNull'] as const;
export type UserOperator = (typeof USER_OPERATORS)[number];
/** Most filters of one list. */
export const USER_FILTER_MAX = 20;
