import type { Page } from '@/lib/model/common';

/** Counts of a table of sessions or tokens by what they are worth now. */
export interface LivenessCounts {
  active: number;
  expired: number;
  revoked: number;
}

export type Liveness = 'active' | 'expired' | 'revoked';

/** Newest first; a row that is made meanwhile never repeats or hides others. */
export interface NewestQuery {
  /** 1–200. */
  limit: number;
  cursor?: string;
  userId?: string;
  clientId?: string;
  status?: Liveness;
}

/* ───────────────────────── sessions ───────────────────────── */

export interface UserSession {
  id: string;
  userId: string;
  clientId: string | null;
  ip: string | null;
  userAgent: string | null;
  device: string | null;
  /** Authentication context and methods (OpenID Connect Core 2, RFC 8176). */
  acr: string | null;
  amr: string[];
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  revokedAt: string | null;
  revokedWhy: string | null;
  /** By the engine's clock when it was read. */
  status: Liveness;
}

export interface NewSession {
  userId: string;
  lifetimeSeconds: number;
  clientId?: string | null;
  ip?: string | null;
  userAgent?: string | null;
  device?: string | null;
  acr?: string | null;
  amr?: readonly string[];
}

/**
 * Sessions of end users. A session is known by a secret of which only the SHA-256 is kept; what is
 * revoked takes the refresh tokens that hang on it along.
 */
export interface SessionsRepository {
  /** @throws AppError `not_found` when there is no such user. */
  create(session: NewSession): Promise<{ token: string; session: UserSession }>;
  /** Null for an unknown one; whether it is good is in its `status`. */
  getByToken(token: string): Promise<UserSession | null>;
  get(id: string): Promise<UserSession | null>;
  /** Moves `lastSeenAt`. Null unless the session is active. */
  touch(token: string, seen?: { ip?: string | null }): Promise<UserSession | null>;
  list(query: NewestQuery): Promise<Page<UserSession>>;
  counts(of?: { userId?: string }): Promise<LivenessCounts>;
  /** False when it was not active any more. */
  revoke(id: string, why: string): Promise<boolean>;
  /** Answers how many were active. */
  revokeUser(userId: string, why: string): Promise<number>;
  revokeAll(why: string): Promise<number>;
}

/* ───────────────────────── refresh tokens ───────────────────────── */

export interface RefreshToken {
  id: string;
  /** Tokens that came of one another by rotation share it. */
  familyId: string;
  parentId: string | null;
  userId: string;
  sessionId: string | null;
  clientId: string;
  scopes: string[];
  createdAt: string;
  expiresAt: string;
  rotatedAt: string | null;
  revokedAt: string | null;
  revokedWhy: string | null;
  /** A rotated one is as good as revoked. */
  status: Liveness;
}

export interface NewRefreshToken {
  userId: string;
  clientId: string;
  sessionId?: string | null;
  scopes?: readonly string[];
  lifetimeSeconds: number;
}

/** What became of an attempt to exchange a token for the next one. */
export type Rotation =
  | { ok: true; token: string; refreshToken: RefreshToken }
  /** `reused`: it had been exchanged before, so one of the two holders stole it; its family is revoked. */
  | { ok: false; reason: 'unknown' | 'expired' | 'revoked' | 'reused' | 'user_disabled'; userId?: string; familyRevoked?: number };

/**
 * Refresh tokens, kept as SHA-256. Each may be exchanged once (RFC 9700, 4.14.2): of several who try
 * at once exactly one wins, and the others are taken for thieves.
 */
export interface TokensRepository {
  /** Begins a family. @throws AppError `not_found` when there is no such user or session. */
  create(token: NewRefreshToken): Promise<{ token: string; refreshToken: RefreshToken }>;
  /** Revokes and creates in one transaction. @param clientId when given, another client's token is unknown. */
  rotate(token: string, how: { lifetimeSeconds: number; clientId?: string }): Promise<Rotation>;
  /** Null for an unknown one; whether it is good is in its `status`. */
  getByToken(token: string): Promise<RefreshToken | null>;
  list(query: NewestQuery): Promise<Page<RefreshToken>>;
  counts(of?: { userId?: string; clientId?: string }): Promise<LivenessCounts>;
  /** With its family. False when none of it was active. */
  revoke(id: string, why: string): Promise<boolean>;
  /** The family of a token that a client gives back (RFC 7009). */
  revokeToken(token: string, why: string, clientId?: string): Promise<boolean>;
  revokeUser(userId: string, why: string): Promise<number>;
  revokeClient(clientId: string, why: string): Promise<number>;
  revokeAll(why: string): Promise<number>;
}

/* ───────────────────────── e-mail tokens ───────────────────────── */

export type EmailTokenKind = 'verification' | 'reset';
/** Seconds until a token of a kind expires. */
export const EMAIL_TOKEN_SECONDS: Record<EmailTokenKind, number> = { verification: 48 * 3600, reset: 3600 };

export type ConsumedEmailToken =
  | { ok: true; userId: string }
  /** `email_changed`: the address that was to be verified is not the user's any more. */
  | { ok: false; reason: 'unknown' | 'expired' | 'used' | 'email_changed' };

/** Single-use secrets sent by mail; a new one voids the one before of its kind. */
export interface EmailTokensRepository {
  /** @throws AppError `not_found`. */
  issue(kind: EmailTokenKind, userId: string): Promise<{ token: string; email: string; expiresAt: string }>;
  /** What {@link EmailTokensRepository.consume} would find, without using the token up. */
  check(kind: EmailTokenKind, token: string): Promise<ConsumedEmailToken>;
  /** Of several who try at once one wins. A verification marks the user's address as verified in the same transaction. */
  consume(kind: EmailTokenKind, token: string): Promise<ConsumedEmailToken>;
}
