import type { TenantSettings } from '@/lib/model/tenant';
import { GUESSES_A_DAY } from '@/lib/secrets/totp';
import type { TenantDatabase } from '@/lib/store/ports';

/** Counts a guess at a user's second factor before it is looked at. Answers until when no more are taken, or null. */
export function claimMfaAttempt({ mfa }: Pick<TenantDatabase, 'mfa'>, userId: string, { maxAttempts, lockoutMinutes }: TenantSettings['security']): Promise<string | null> {
  return mfa.claimAttempt(userId, { attempts: maxAttempts, windowSeconds: lockoutMinutes * 60, attemptsADay: GUESSES_A_DAY });
}
