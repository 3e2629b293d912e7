import type { TenantSettings } from '@/lib/model/tenant';
import type { TenantDatabase } from '@/lib/store/ports';

/**
 * Three of a million codes are right at any moment (RFC 6238, 5.2: one step either way). Beside the tenant's own
 * limit nobody gets more than this a day: who knows the password and tries for a year succeeds one time in fifty.
 */
const ATTEMPTS_A_DAY = 20;

/** Counts a guess at a user's second factor before it is looked at. Answers until when no more are taken, or null. */
export function claimMfaAttempt({ mfa }: Pick<TenantDatabase, 'mfa'>, userId: string, { maxAttempts, lockoutMinutes }: TenantSettings['security']): Promise<string | null> {
  return mfa.claimAttempt(userId, { attempts: maxAttempts, windowSeconds: lockoutMinutes * 60, attemptsADay: ATTEMPTS_A_DAY });
}
