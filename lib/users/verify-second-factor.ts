import type { Records } from '@/lib/records/ports';
import type { MfaVerdict } from '@/lib/store/ports';
import type { TenantData } from '@/lib/tenants/tenant-data';
import { claimMfaAttempt, clearMfaAttempts } from './mfa-attempts';

export type SecondFactorVerdict = MfaVerdict | { ok: false; reason: 'locked'; lockedUntil: string };

/** A code or recovery code, within the limit of guesses; a right one clears the count. */
export async function verifySecondFactor({ access, settings, records }: TenantData & { records: Pick<Records, 'limits'> }, userId: string, code: string): Promise<SecondFactorVerdict> {
  const lockedUntil = await claimMfaAttempt(records, access.id, userId, settings.security);
  if (lockedUntil !== null) return { ok: false, reason: 'locked', lockedUntil };
  const verdict = await access.mfa.verify(userId, code);
  if (verdict.ok) await clearMfaAttempts(records, access.id, userId);
  return verdict;
}
