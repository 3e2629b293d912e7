import type { Page } from '@/lib/model/common';

/* ───────────────────────── identities ───────────────────────── */

/** A way to sign in as a user: its password, or an account at a provider. */
export interface Identity {
  id: string;
  userId: string;
  provider: string;
  /** The account's id there; for a password the user's own id. */
  subject: string;
  email: string | null;
  emailVerified: boolean;
  /** Of a password: it must be changed at the next sign-in. */
  passwordTemporary: boolean;
  passwordSetAt: string | null;
  failedAttempts: number;
  lockedUntil: string | null;
  lastUsedAt: string | null;
  createdAt: string;
}

export interface ProviderAccount {
  provider: string;
  subject: string;
  email?: string | null;
  /** The provider vouches for the address. */
  emailVerified?: boolean;
  data?: Record<string, unknown>;
}

/** A user's password, as an attempt to use it needs it. */
export interface PasswordAttempt {
  userId: string;
  identityId: string;
  passwordHash: string;
  temporary: boolean;
  /** Until when attempts are refused; null when this one counts. */
  lockedUntil: string | null;
  /** Until when the next ones are refused if this one is wrong; null while some are left. */
  lockedIfWrong: string | null;
  /** The user may not sign in now. */
  disabled: boolean;
}

export interface LockoutPolicy {
  /** Wrong attempts in a row until the lockout. */
  maxAttempts: number;
  lockoutMinutes: number;
}

export interface IdentitiesRepository {
  list(userId: string): Promise<Identity[]>;
  byProvider(provider: string, subject: string): Promise<Identity | null>;
  /** @throws AppError `conflict` when the account is linked already, `not_found`, `validation_failed` for the provider `password`. */
  link(userId: string, account: ProviderAccount): Promise<Identity>;
  /**
   * Links to the user who has the account's address.
   * @returns null when nobody has it.
   * @throws AppError `invalid_state` (reason `email_not_verified`) unless the provider has verified it.
   */
  linkByEmail(account: ProviderAccount): Promise<Identity | null>;
  /** @throws AppError `in_use` for the last one: nobody could sign in as the user any more; `not_found`. */
  unlink(userId: string, identityId: string): Promise<Identity>;
  /**
   * Claims an attempt before the password is looked at, so that many at once get no more guesses
   * than the policy allows. What it claims is given back by {@link IdentitiesRepository.attemptSucceeded}.
   * @returns null where there is no such user, or no password.
   */
  claimAttempt(email: string, policy: LockoutPolicy): Promise<PasswordAttempt | null>;
  /** The password was right: clears the count. @param rehashed replaces a hash of older parameters. */
  attemptSucceeded(identityId: string, rehashed?: string): Promise<void>;
  /** Lifts a lockout. False when there was none. */
  unlock(userId: string): Promise<boolean>;
}

/* ───────────────────────── second factors ───────────────────────── */

export interface MfaState {
  /** Null: no authenticator. A secret that is not confirmed protects nothing yet. */
  totp: { confirmedAt: string | null; createdAt: string } | null;
  recoveryCodesLeft: number;
  devices: TrustedDevice[];
}

export interface TrustedDevice {
  id: string;
  label: string | null;
  createdAt: string;
  lastSeenAt: string | null;
  expiresAt: string;
}

/** `replayed`: the code was right and had been used before (RFC 6238, 5.2). */
export type MfaVerdict = { ok: true; by: 'totp' | 'recovery_code' } | { ok: false; reason: 'not_enrolled' | 'wrong' | 'replayed' };

/** How many guesses are taken. Both windows begin with their first guess. */
export interface MfaLimits {
  attempts: number;
  windowSeconds: number;
  attemptsADay: number;
}

export interface MfaRepository {
  /**
   * Counts a guess before it is looked at, so that many at once get no more than the limits allow. One that is
   * refused counts for nothing. @returns until when no more are taken, or null
   */
  claimAttempt(userId: string, limits: MfaLimits): Promise<string | null>;
  /** After a right code, or by an operator. */
  clearAttempts(userId: string): Promise<void>;
  state(userId: string): Promise<MfaState>;
  /** A new secret (base32), which counts once a code of it was confirmed. @throws AppError `invalid_state` when one is confirmed already, `not_found`. */
  enrol(userId: string): Promise<{ secret: string }>;
  /** Makes the secret count, and ten recovery codes in place of any before. */
  confirm(userId: string, code: string): Promise<{ ok: true; recoveryCodes: string[] } | { ok: false; reason: 'not_enrolled' | 'wrong' }>;
  /** A code of the authenticator or a recovery code; each is good for once. */
  verify(userId: string, code: string): Promise<MfaVerdict>;
  newRecoveryCodes(userId: string): Promise<string[]>;
  /** Authenticator, recovery codes, trusted devices, and the count of guesses. False when there was nothing. */
  remove(userId: string): Promise<boolean>;
  trustDevice(userId: string, device: { label?: string | null; lifetimeSeconds: number }): Promise<{ token: string; device: TrustedDevice }>;
  /** Whether the device is trusted for this user; moves its `lastSeenAt`. */
  isTrusted(userId: string, token: string): Promise<boolean>;
  forgetDevice(userId: string, deviceId: string): Promise<boolean>;
}

/* ───────────────────────── consents ───────────────────────── */

export interface Consent {
  userId: string;
  clientId: string;
  scopes: string[];
  grantedAt: string;
  updatedAt: string;
  revokedAt: string | null;
}

export interface ConsentsRepository {
  /** Adds scopes to what was granted; after a revocation only these count. @throws AppError `not_found`. */
  grant(userId: string, clientId: string, scopes: readonly string[]): Promise<Consent>;
  /** Null where nothing is granted, or it was revoked. */
  get(userId: string, clientId: string): Promise<Consent | null>;
  /** Newest first; revoked ones too. */
  list(userId: string): Promise<Consent[]>;
  /** With the client's refresh tokens for this user, in one transaction. False when nothing was granted. */
  revoke(userId: string, clientId: string): Promise<boolean>;
  /** Every user's; the client's refresh tokens are not its work. Answers how many were granted. */
  revokeClient(clientId: string): Promise<number>;
}

/* ───────────────────────── roles ───────────────────────── */

export interface Role {
  id: string;
  name: string;
  description: string;
  /** Its own; what it inherits comes on top. `*` is every permission. */
  permissions: string[];
  /** Name of the role it inherits from. */
  parent: string | null;
  system: boolean;
  users: number;
  createdAt: string;
  updatedAt: string;
  version: string;
}

export interface RoleDraft {
  name: string;
  description?: string;
  permissions?: readonly string[];
  parent?: string | null;
}

export interface RbacRepository {
  roles(): Promise<Role[]>;
  role(name: string): Promise<Role | null>;
  /** @throws AppError `conflict`, `not_found` (the parent), `validation_failed`. */
  createRole(draft: RoleDraft): Promise<Role>;
  /** @throws AppError `validation_failed` at `parent` when it would inherit from itself, `invalid_state` for a system role's name, `precondition_failed`, `not_found`. */
  updateRole(name: string, change: Partial<RoleDraft>, expectedVersion?: string): Promise<{ before: Role; after: Role }>;
  /** @throws AppError `in_use` while users or roles have it, naming them; `invalid_state` for a system role. */
  deleteRole(name: string, expectedVersion?: string): Promise<Role>;
  rolesOf(userId: string): Promise<Role[]>;
  /** Users who have the role itself, not one that inherits from it; by id. @throws AppError `not_found`, `validation_failed` for a cursor that is none. */
  members(name: string, page: { limit: number; cursor?: string }): Promise<Page<{ userId: string }>>;
  /** Both at one moment, with a version that changes with which roles they are. */
  assignment(userId: string): Promise<{ roles: Role[]; permissions: string[]; version: string }>;
  /** Exactly these, in one transaction. @param expectedVersion of the assignment. @throws AppError `not_found` naming the user or role, `precondition_failed`. */
  setRoles(userId: string, names: readonly string[], expectedVersion?: string): Promise<{ before: string[]; after: string[] }>;
  /** Of all the user's roles and what they inherit; sorted, each once. */
  permissionsOf(userId: string): Promise<string[]>;
}

/* ───────────────────────── activity ───────────────────────── */

export const SIGN_IN_KINDS = ['password', 'session', 'token', 'mfa', 'consent', 'email_token'] as const;
export type SignInKind = (typeof SIGN_IN_KINDS)[number];

/** What somebody tried as a user, and what came of it. */
export interface SignInEvent {
  id: string;
  /** Null where the address belongs to nobody. */
  userId: string | null;
  kind: SignInKind;
  /** A word of `SIGN_IN_OUTCOMES`. */
  outcome: string;
  clientId: string | null;
  ip: string | null;
  userAgent: string | null;
  at: string;
}

export interface ActivityRepository {
  record(event: Omit<SignInEvent, 'id' | 'at'>): Promise<void>;
  /** Newest first. */
  list(query: { userId?: string; limit: number; cursor?: string }): Promise<Page<SignInEvent>>;
  /** Forgets the oldest of what is older, at most `max` at once so that nobody waits long for it. Answers how many. */
  prune(olderThanDays: number, max: number): Promise<number>;
}
