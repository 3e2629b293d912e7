import type { AuditChange } from '@/lib/model/audit';
import type { TenantDatabase } from '@/lib/store/ports';

/** Why sessions and tokens ended, as their rows keep it. */
export type EndedWhy = 'operator' | 'user_disabled' | 'password_changed' | 'sign_out_everyone';
export interface Ended {
  sessions: number;
  refreshTokens: number;
}

/** Ends all that a user holds. Tokens are counted first; what is made meanwhile on a session goes with the session. */
export async function endSessionsOf({ sessions, tokens }: Pick<TenantDatabase, 'sessions' | 'tokens'>, userId: string, why: EndedWhy): Promise<Ended> {
  const refreshTokens = await tokens.revokeUser(userId, why);
  return { sessions: await sessions.revokeUser(userId, why), refreshTokens };
}

/** The same of every user. */
export async function endAllSessions({ sessions, tokens }: Pick<TenantDatabase, 'sessions' | 'tokens'>, why: EndedWhy): Promise<Ended> {
  const refreshTokens = await tokens.revokeAll(why);
  return { sessions: await sessions.revokeAll(why), refreshTokens };
}

/** What ended, for the audit. */
export function endedChanges({ sessions, refreshTokens }: Ended): AuditChange[] {
  const of = (path: string, before: number): AuditChange[] => (before > 0 ? [{ path, before, after: 0 }] : []);
  return [...of('activeSessions', sessions), ...of('activeRefreshes', refreshTokens)];
}
