import { isAppError } from '@/lib/errors';
import type { AuditEvent } from '@/lib/model/audit';
import type { ConsoleSession } from '@/lib/records/ports';
import { ANONYMOUS } from './principal';
import {
  SIGN_IN_LIMITS,
  limitKeys,
  normaliseEmail,
  openConsoleSession,
  verifySignIn,
  type SignInAttempt,
  type SignInDependencies,
} from './sign-in';

const ACTION = 'auth.sign_in';
const EMAIL_SHOWN = 320;

/** What became of an attempt that was not refused. */
export type SignedIn = { kind: 'session'; session: ConsoleSession } | { kind: 'second_factor' };

/**
 * Signs in and writes it to the audit, refused attempts too. Checking a password changes nothing, so
 * its failure is one event by nobody in particular; opening the session is the admin's own act, with
 * intent and outcome. Of attempts over the limit the first in each window is written, for a flood of
 * them must not become a flood of events. A right password that a code is asked for is neither yet.
 * @throws AppError as `verifySignIn`.
 */
export async function auditedSignIn(deps: SignInDependencies, attempt: SignInAttempt): Promise<SignedIn> {
  const { audit } = deps.records;
  const verdict = await verifySignIn(deps, attempt).catch(async (error: unknown) => {
    await auditRefusal(deps, attempt, error);
    throw error;
  });
  if (verdict.kind === 'second_factor') return verdict;
  const { admin } = verdict;
  const { id: intent } = await audit.intent({
    actor: { type: 'admin', id: admin.id, name: admin.name || admin.email },
    door: 'action',
    action: ACTION,
    target: { type: 'admin', id: admin.id },
    changes: [],
    ip: attempt.ip,
  });
  try {
    const session = await openConsoleSession(deps.records, admin.id, attempt);
    await audit.outcome(intent, { success: true });
    return { kind: 'session', session };
  } catch (error) {
    await audit.outcome(intent, { success: false, error: codeOf(error) });
    throw error;
  }
}

/** Ends a console session and audits it. A session that is unknown or ended already is left alone. */
export async function auditedSignOut(deps: Omit<SignInDependencies, 'secretbox'>, sessionId: string, ip: string | null): Promise<void> {
  const { audit, sessions } = deps.records;
  const session = await sessions.get(sessionId);
  if (!session || session.revokedAt !== null) return;
  const admin = await deps.config.admins.get(session.adminId);
  const { id: intent } = await audit.intent({
    actor: { type: 'admin', id: session.adminId, name: admin?.name || admin?.email || session.adminId },
    door: 'action',
    action: 'auth.sign_out',
    target: { type: 'session', id: session.id },
    changes: [],
    ip,
  });
  try {
    await sessions.revoke(session.id);
    await audit.outcome(intent, { success: true });
  } catch (error) {
    await audit.outcome(intent, { success: false, error: codeOf(error) });
    throw error;
  }
}

async function auditRefusal(deps: SignInDependencies, attempt: SignInAttempt, error: unknown): Promise<void> {
  const email = normaliseEmail(attempt.email);
  if (isAppError(error, 'rate_limited') && !(await firstRefusalInWindow(deps, email, attempt.ip))) return;
  const target: AuditEvent['target'] = { type: 'admin', id: email.slice(0, EMAIL_SHOWN) };
  const { id, name, type } = ANONYMOUS;
  const intent = await deps.records.audit.intent({ actor: { type, id, name }, door: 'action', action: ACTION, target, changes: [], ip: attempt.ip });
  await deps.records.audit.outcome(intent.id, { success: false, error: codeOf(error) });
}

async function firstRefusalInWindow(deps: SignInDependencies, email: string, ip: string | null): Promise<boolean> {
  const keys = limitKeys(email, ip);
  const hit = await deps.records.limits.hit(`${keys.address ?? keys.email}:refused`, 1, SIGN_IN_LIMITS.windowMs);
  return hit.allowed;
}

function codeOf(error: unknown): string {
  return isAppError(error) ? error.code : 'internal';
}
