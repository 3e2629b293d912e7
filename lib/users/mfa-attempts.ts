import type { TenantSettings } from '@/lib/model/tenant';
import type { Records } from '@/lib/records/ports';

/**
 * Three of a million codes are right at any moment (RFC 6238, 5.2: one step either way). Beside the tenant's own
 * limit nobody gets more than this a day: who knows the password and tries for a year succeeds one time in fifty.
 */
const PER_DAY = { attempts: 20, windowMs: 24 * 3_600_000 } as const;

const keysOf = (tenantId: string, userId: string) => ({ short: `mfa:${tenantId}:${userId}`, day: `mfa-day:${tenantId}:${userId}` });

/** Counts a guess at a user's second factor before it is looked at. Answers until when no more are taken, or null. */
export async function claimMfaAttempt({ limits }: Pick<Records, 'limits'>, tenantId: string, userId: string, { maxAttempts, lockoutMinutes }: TenantSettings['security']): Promise<string | null> {
  const keys = keysOf(tenantId, userId);
  const now = Date.now();
  const short = await limits.hit(keys.short, maxAttempts, lockoutMinutes * 60_000);
  // What the short limit refuses is no guess, and does not use up the day.
  const refused = short.allowed ? await limits.hit(keys.day, PER_DAY.attempts, PER_DAY.windowMs) : short;
  return refused.allowed ? null : new Date(now + refused.retryAfterMs).toISOString();
}

/** After a right code, or by an operator. */
export async function clearMfaAttempts({ limits }: Pick<Records, 'limits'>, tenantId: string, userId: string): Promise<void> {
  for (const key of Object.values(keysOf(tenantId, userId))) await limits.clear(key);
}
