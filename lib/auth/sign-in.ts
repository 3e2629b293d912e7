import { AppError } from '@/lib/errors';
import type { AdminConfig } from '@/lib/model/admin';
import type { ConsoleSession, Records } from '@/lib/records/ports';
import { hashPassword, needsRehash, verifyForNobody, verifyPassword } from '@/lib/secrets/password';
import type { SecretBox } from '@/lib/secrets/secretbox';
import { hashToken } from '@/lib/secrets/token';
import type { ConfigStore, Versioned } from '@/lib/store/ports';
import { countAttempt } from './attempts';
import { checkSecondFactor, hasSecondFactor } from './second-factor';

/** How long a console session lives at most. */
export const SESSION_TTL_MS = 7 * 24 * 3_600_000;

/**
 * Attempts in one fixed window. Each is counted before the password is looked at, so that parallel
 * attempts cannot outrun the count; a success clears it.
 */
export const SIGN_IN_LIMITS = { windowMs: 15 * 60_000, perEmail: 5, perAddress: 30 } as const;

export interface SignInDependencies {
  records: Records;
  config: ConfigStore;
  /** Opens the secrets of second factors. */
  secretbox: SecretBox;
}

export interface SignInAttempt {
  email: string;
  password: string;
  /** Of the authenticator, or a recovery code; absent in the first step. */
  code?: string;
  /** Null when it cannot be known (see `client-address.ts`); then only the e-mail's limit applies. */
  ip: string | null;
  userAgent: string | null;
}

/** `second_factor`: the password is right and a code is asked for; nothing was opened. */
export type SignInVerdict = { kind: 'verified'; admin: AdminConfig } | { kind: 'second_factor' };

/**
 * Checks an e-mail, a password and, where the admin has a second factor, a code of it. Changes nothing but the
 * counters. Whoever audits opens the session; see `audited-sign-in.ts`.
 *
 * Each call is counted before anything is looked at, and only a finished sign-in clears the count: so in one
 * window no more passwords and codes of an account are looked at than {@link SIGN_IN_LIMITS} says, and who stops
 * at the second step has not bought another round.
 * @throws AppError `unauthenticated` (unknown, wrong or disabled, a wrong or used code: not told apart), `rate_limited`.
 */
export async function verifySignIn(deps: SignInDependencies, attempt: SignInAttempt): Promise<SignInVerdict> {
  const email = normaliseEmail(attempt.email);
  const keys = limitKeys(email, attempt.ip);
  const { windowMs, perEmail, perAddress } = SIGN_IN_LIMITS;
  if (keys.address !== null) await countAttempt(deps.records, keys.address, perAddress, windowMs);
  await countAttempt(deps.records, keys.email, perEmail, windowMs);

  const admin = await deps.config.admins.getByEmail(email);
  const passwordHash = admin?.passwordHash ?? null;
  const matches = passwordHash === null ? await verifyForNobody(attempt.password) : await verifyPassword(passwordHash, attempt.password);
  if (!admin || !matches || admin.disabled) throw new AppError('unauthenticated');
  if (hasSecondFactor(admin)) {
    if (!attempt.code) return { kind: 'second_factor' };
    if (!(await checkSecondFactor(deps, admin, attempt.code))) throw new AppError('unauthenticated');
  }

  // Whoever holds an account can clear its address's count too; every e-mail's own limit still stands.
  for (const key of Object.values(keys)) if (key !== null) await deps.records.limits.clear(key);
  if (passwordHash !== null && needsRehash(passwordHash)) await rehash(deps.config, admin, attempt.password);
  return { kind: 'verified', admin };
}

/** Forgets the wrong passwords of an account. */
export async function unlockSignIn(records: Pick<Records, 'limits'>, email: string): Promise<void> {
  await records.limits.clear(limitKeys(normaliseEmail(email), null).email);
}

export function openConsoleSession(records: Records, adminId: string, from: Pick<SignInAttempt, 'ip' | 'userAgent'>): Promise<ConsoleSession> {
  return records.sessions.create({ adminId, ttlMs: SESSION_TTL_MS, ip: from.ip, userAgent: from.userAgent });
}

export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** E-mails are hashed: a key has one length, and a counter names nobody. */
export function limitKeys(email: string, ip: string | null) {
  return { address: ip === null ? null : `sign-in:address:${ip}`, email: `sign-in:email:${hashToken(email)}` };
}

async function rehash(config: ConfigStore, admin: Versioned<AdminConfig>, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  // A concurrent edit wins: the next sign-in rehashes.
  await config.admins.update(admin.id, admin.version, (current) => ({ ...current, passwordHash })).catch(() => undefined);
}
