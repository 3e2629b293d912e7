import type { TenantAccess } from '@/lib/store/ports';
import type { PasswordVerdict } from './verify-password';

/** A verdict on a password for a client whose users must have verified their address. It comes before a second factor: without it there is nothing to go on to. */
export async function requireVerifiedEmail({ users }: Pick<TenantAccess, 'users'>, verdict: PasswordVerdict): Promise<PasswordVerdict> {
  if (verdict.userId === undefined) return verdict;
  const user = await users.getById(verdict.userId);
  return user?.emailVerified ? verdict : { ok: false, userId: verdict.userId, reason: 'email_unverified' };
}
