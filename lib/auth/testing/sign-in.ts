import type { AdminConfig } from '@/lib/model/admin';
import type { ConsoleSession } from '@/lib/records/ports';
import { openConsoleSession, verifySignIn, type SignInAttempt, type SignInDependencies } from '../sign-in';

/** A whole sign-in of somebody without a second factor, as the sign-in page does it, beside the audit. */
export async function signIn(deps: SignInDependencies, attempt: SignInAttempt): Promise<{ session: ConsoleSession; admin: AdminConfig }> {
  const verdict = await verifySignIn(deps, attempt);
  if (verdict.kind !== 'verified') throw new Error('a code is asked for');
  return { admin: verdict.admin, session: await openConsoleSession(deps.records, verdict.admin.id, attempt) };
}
