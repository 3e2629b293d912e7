import { AppError } from '@/lib/errors';
import type { SignInEvent } from '@/lib/model/account';
import type { TenantAccess } from '@/lib/store/ports';
import { recordSignIn, type SignInSource } from './record-sign-in';

/**
 * Takes back what was just made for a user who is disabled. Asked after it was written: whoever disables a user ends
 * what they hold after that, so one of the two always sees the other's work.
 * @throws AppError `invalid_state`.
 */
export async function refuseDisabled(access: TenantAccess, kind: SignInEvent['kind'], given: SignInSource & { userId: string }, takeBack: () => Promise<unknown>): Promise<void> {
  const user = await access.users.getById(given.userId);
  if (user?.status === 'active') return;
  await takeBack();
  if (user) await recordSignIn(access, { kind, outcome: 'disabled', userId: given.userId }, given);
  throw user ? new AppError('invalid_state', { params: { state: 'user_disabled' } }) : new AppError('not_found', { params: { what: 'user', id: given.userId } });
}
