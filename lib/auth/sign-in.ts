import { AppError } from '@/lib/errors';
import type { AdminConfig } from '@/lib/model/admin';
import type { ConsoleSession, Records } from '@/lib/records/ports';
import { hashPassword, needsRehash, verifyForNobody, verifyPassword } from '@/lib/secrets/password';
import { hashToken } from '@/lib/secrets/token';
import type { ConfigStore, Versioned } from '@/lib/store/ports';

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
}

export interface SignInAttempt {
  email: string;
  password: string;
  /** Null when it cannot be known (see `client-address.ts`); then only the e-mail's limit applies. */
  ip: string | null;
  userAgent: string | null;
}

/**
 * Checks an e-mail and password and opens a console session. The caller audits; see `audited-sign-in.ts`.
 * @throws AppError `unauthenticated` (unknown, wrong or disabled: not told apart), `rate_limited`.
 */
export async function signIn(deps: SignInDependencies, attempt: SignInAttempt): Promise<{ session: ConsoleSession; admin: AdminConfig }> {
  const admin = await verifySignIn(deps, attempt);
  return { admin, session: await openConsoleSession(deps.records, admin.id, attempt) };
}

/** The limits and the password; changes nothing but the counters. Same errors as {@link signIn}. */
export async function verifySignIn(deps: SignInDependencies, attempt: SignInAttempt): Promise<AdminConfig> {
  const email = normaliseEmail(attempt.email);
  const keys = limitKeys(email, attempt.ip);
  await countAttempt(deps.records, keys);

  const admin = await deps.config.admins.getByEmail(email);
  const matches = admin ? await verifyPassword(admin.passwordHash, attempt.password) : await verifyForNobody(attempt.password);
  if (!admin || !matches || admin.disabled) throw new AppError('unauthenticated');

  // Whoever holds an account can clear its address's count too; every e-mail's own limit still stands.
  for (const key of Object.values(keys)) if (key !== null) await deps.records.limits.clear(key);
  if (needsRehash(admin.passwordHash)) await rehash(deps.config, admin, attempt.password);
  return admin;
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

async function countAttempt(records: Records, keys: ReturnType<typeof limitKeys>): Promise<void> {
  const { windowMs, perEmail, perAddress } = SIGN_IN_LIMITS;
  if (keys.address !== null) refuseOver(await records.limits.hit(keys.address, perAddress, windowMs));
  refuseOver(await records.limits.hit(keys.email, perEmail, windowMs));
}

function refuseOver(hit: { allowed: boolean; retryAfterMs: number }): void {
  if (hit.allowed) return;
  const seconds = Math.max(1, Math.ceil(hit.retryAfterMs / 1000));
  throw new AppError('rate_limited', { retryAfterSeconds: seconds, params: { seconds } });
}

async function rehash(config: ConfigStore, admin: Versioned<AdminConfig>, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  // A concurrent edit wins: the next sign-in rehashes.
  await config.admins.update(admin.id, admin.version, (current) => ({ ...current, passwordHash })).catch(() => undefined);
}
