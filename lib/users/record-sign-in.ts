import type { SignInEvent, SignInOutcome } from '@/lib/model/account';
import type { TenantDatabase } from '@/lib/store/ports';

/** From where somebody came, as the authorization server saw it. */
export interface SignInSource {
  clientId?: string;
  ip?: string;
  userAgent?: string;
}

/** Writes what somebody tried as a user, and what came of it. @param userId null where it was nobody. */
export async function recordSignIn(
  { activity }: Pick<TenantDatabase, 'activity'>,
  { kind, outcome, userId, clientId = null }: { kind: SignInEvent['kind']; outcome: SignInOutcome; userId: string | null; clientId?: string | null },
  from: SignInSource,
): Promise<void> {
  await activity.record({ userId, kind, outcome, clientId: from.clientId ?? clientId, ip: from.ip ?? null, userAgent: from.userAgent ?? null });
}
