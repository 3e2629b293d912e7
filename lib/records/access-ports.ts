import type { OneTimePurpose } from '@/drizzle/schema/one-time-token';
import type { Role } from '@/lib/model/admin';

export type { OneTimePurpose };

export interface ConsoleSession {
  id: string;
  adminId: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  revokedAt: string | null;
  ip: string | null;
  userAgent: string | null;
}

export interface SessionRecords {
  create(session: { adminId: string; ttlMs: number; ip: string | null; userAgent: string | null }): Promise<ConsoleSession>;
  get(id: string): Promise<ConsoleSession | null>;
  touch(id: string): Promise<void>;
  listFor(adminId: string): Promise<ConsoleSession[]>;
  revoke(id: string): Promise<void>;
  revokeAll(adminId: string): Promise<number>;
  /** When each admin was last seen, RFC 3339, also in sessions that have ended. */
  lastSeen(): Promise<ReadonlyMap<string, string>>;
}

export interface ApiToken {
  id: string;
  name: string;
  role: Role;
  tenants: string[];
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface TokenRecords {
  create(token: { name: string; role: Role; tenants: string[]; hash: string; createdBy: string; expiresAt: Date | null }): Promise<ApiToken>;
  /** By SHA-256 (hex) of the secret; revoked and expired ones too, the caller decides. */
  findByHash(hash: string): Promise<ApiToken | null>;
  get(id: string): Promise<ApiToken | null>;
  touch(id: string): Promise<void>;
  list(): Promise<ApiToken[]>;
  revoke(id: string): Promise<boolean>;
  /** All that one principal made; answers how many were not revoked yet. */
  revokeAllOf(createdBy: string): Promise<number>;
}

export interface OneTimeTokens {
  create(token: { purpose: OneTimePurpose; hash: string; ttlMs: number }): Promise<void>;
  /** True when it exists, is unused and not expired; does not use it up. */
  isValid(purpose: OneTimePurpose, hash: string): Promise<boolean>;
  /** What a token that is still good is for. */
  purposeOf(hash: string): Promise<OneTimePurpose | null>;
  /** Until when each purpose has a good token, RFC 3339; those without one are not in it. */
  open(purposes: readonly OneTimePurpose[]): Promise<ReadonlyMap<OneTimePurpose, string>>;
  /** When the last one was made that was not voided since, used or not. */
  lastMade(purpose: OneTimePurpose): Promise<string | null>;
  /** True exactly once. */
  consume(purpose: OneTimePurpose, hash: string): Promise<boolean>;
  voidAll(purpose: OneTimePurpose): Promise<void>;
}

/** Fixed windows, counted across processes. */
export interface AttemptLimits {
  hit(key: string, limit: number, windowMs: number): Promise<{ allowed: boolean; retryAfterMs: number }>;
  clear(key: string): Promise<void>;
}
