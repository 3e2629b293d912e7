import type { z } from 'zod';
import type { passwordVerdictSchema } from '@/lib/model/runtime';
import type { TenantSettings } from '@/lib/model/tenant';
import { hashPassword, needsRehash, verifyForNobody, verifyPassword } from '@/lib/secrets/password';
import type { MfaRepository, PasswordAttempt, TenantDatabase } from '@/lib/store/ports';

export type PasswordVerdict = z.infer<typeof passwordVerdictSchema>;
type Tried = Pick<TenantDatabase, 'identities' | 'mfa'>;

/**
 * Whether a password is a user's, and whether that is enough to sign in. Nobody's address costs the same work as
 * somebody's; an attempt counts before its password is looked at, so that many at once get no more guesses.
 */
export async function verifyUserPassword(
  { identities, mfa }: Tried,
  { security }: Pick<TenantSettings, 'security'>,
  given: { email: string; password: string; deviceToken?: string },
): Promise<{ userId: string | null; verdict: PasswordVerdict }> {
  const attempt = await identities.claimAttempt(given.email, security);
  if (!attempt) {
    await verifyForNobody(given.password);
    return { userId: null, verdict: { ok: false, reason: 'unknown' } };
  }
  const { userId, lockedUntil, lockedIfWrong } = attempt;
  const refused = (verdict: Omit<PasswordVerdict, 'ok'>) => ({ userId, verdict: { ok: false, ...verdict } });
  if (lockedUntil !== null) return refused({ reason: 'locked', lockedUntil });
  if (!(await verifyPassword(attempt.passwordHash, given.password))) return refused({ reason: 'wrong', ...(lockedIfWrong !== null && { lockedUntil: lockedIfWrong }) });

  await identities.attemptSucceeded(attempt.identityId, needsRehash(attempt.passwordHash) ? await hashPassword(given.password) : undefined);
  if (attempt.disabled) return refused({ reason: 'disabled' });
  return { userId, verdict: { userId, ...(await whatElse(mfa, attempt, security, given.deviceToken)) } };
}

/** What a right password still lacks. The second factor comes first: without it nobody changes a password. */
async function whatElse(mfa: MfaRepository, { userId, temporary }: PasswordAttempt, { mfaRequired }: TenantSettings['security'], deviceToken: string | undefined): Promise<PasswordVerdict> {
  const told = temporary ? { temporary } : {};
  const { totp } = await mfa.state(userId);
  const mfaEnrolled = totp !== null && totp.confirmedAt !== null;
  const trusted = mfaEnrolled && deviceToken !== undefined && (await mfa.isTrusted(userId, deviceToken));
  if ((mfaRequired || mfaEnrolled) && !trusted) return { ok: false, reason: 'mfa_required', mfaEnrolled, ...told };
  return temporary ? { ok: false, reason: 'temporary', temporary } : { ok: true };
}
