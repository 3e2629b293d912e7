import type { MfaVerdict } from '@/lib/store/ports';
import type { TenantData } from '@/lib/tenants/tenant-data';
import { claimMfaAttempt } from './mfa-attempts';

export type SecondFactorVerdict = MfaVerdict | { ok: false; reason: 'locked'; lockedUntil: string };

/** A code or recovery code, within the limit of guesses; a right one clears the count. */
export async function verifySecondFactor({ access, settings }: TenantData, userId: string, code: string): Promise<SecondFactorVerdict> {
  const lockedUntil = await claimMfaAttempt(access, userId, settings.security);
  if (lockedUntil !== null) return { ok: false, reason: 'locked', lockedUntil };
  const verdict = await access.mfa.verify(userId, code);
  if (verdict.ok) await access.mfa.clearAttempts(userId);
  return verdict;
}
