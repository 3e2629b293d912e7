import type { AdminConfig } from '@/lib/model/admin';
import type { ConsoleSession, Records } from '@/lib/records/ports';
import type { ConfigStore } from '@/lib/store/ports';
import type { Principal } from './principal';
import type { SessionMemory } from './session-memory';

/** Last seen is written at most this often. */
const TOUCH_EVERY_MS = 60_000;

export interface SessionDependencies {
  records: Pick<Records, 'sessions'>;
  config: ConfigStore;
  /** With it, sessions seen valid within five minutes outlive an outage of the records. */
  memory?: SessionMemory;
}

/**
 * Who a console session belongs to, looked up anew at every request: a session revoked, an admin
 * disabled or a role changed counts from the next request on.
 * @returns null when the session is unknown, revoked or expired, or its admin gone or disabled.
 */
export async function resolveSession(deps: SessionDependencies, sessionId: string, now: Date = new Date()): Promise<Principal | null> {
  const session = await readSession(deps, sessionId);
  if (!session || session.revokedAt !== null || Date.parse(session.expiresAt) <= now.getTime()) {
    deps.memory?.forget(sessionId);
    return null;
  }
  const admin = await deps.config.admins.get(session.adminId);
  if (!admin || admin.disabled) return null;

  if (now.getTime() - Date.parse(session.lastSeenAt) >= TOUCH_EVERY_MS) {
    // A convenience for the list of sessions: an outage here must not refuse the request.
    await deps.records.sessions.touch(session.id).catch(() => undefined);
  }
  return adminPrincipal(admin, session.id);
}

/** An admin as a principal; only a tenant-admin is limited to tenants. */
export function adminPrincipal(admin: AdminConfig, sessionId?: string): Principal {
  return {
    type: 'admin',
    id: admin.id,
    name: admin.name || admin.email,
    role: admin.role,
    tenants: admin.role === 'tenant-admin' ? admin.tenants : null,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

async function readSession(deps: SessionDependencies, sessionId: string): Promise<ConsoleSession | null> {
  try {
    const session = await deps.records.sessions.get(sessionId);
    // Here and not where it is used: what was only recalled must not count as seen again.
    if (session) deps.memory?.remember(session.id, session);
    return session;
  } catch (error) {
    const recalled = deps.memory?.recall(sessionId);
    if (recalled) return recalled;
    throw error;
  }
}
