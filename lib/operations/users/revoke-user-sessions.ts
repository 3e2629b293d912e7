import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { endedSchema } from '@/lib/model/account';
import { userRefSchema } from '@/lib/model/user';
import type { TenantAccess } from '@/lib/store/ports';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { endedChanges, endSessionsOf, type Ended } from '@/lib/users/end-sessions';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const revokeUserSessions = defineOperation({
  name: 'users.revokeSessions',
  kind: 'write',
  permission: 'users:write',
  summary: "End a user's sessions and refresh tokens, or one session with what hangs on it",
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11' },
  input: userRefSchema.extend({ sessionId: z.string().max(64).describe('Only this session; otherwise all').optional() }),
  output: endedSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'POST', path: '/tenants/{slug}/users/{id}/sessions/revoke' },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, sessionId }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'tokens');
    await requireUser(access, id);
    const ended = sessionId === undefined ? await endSessionsOf(access, id, 'operator') : await endOne(access, id, sessionId);
    audit.changes([...(sessionId === undefined ? [] : [{ path: 'sessionId', before: sessionId, after: null }]), ...endedChanges(ended)]);
    return ended;
  },
});

/** @throws AppError `not_found`, also for another user's. */
async function endOne({ sessions, tokens }: TenantAccess, userId: string, sessionId: string): Promise<Ended> {
  const session = await sessions.get(sessionId);
  if (session?.userId !== userId) throw new AppError('not_found', { params: { what: 'session', id: sessionId } });
  const before = await tokens.counts({ userId });
  const ended = await sessions.revoke(sessionId, 'operator');
  const after = await tokens.counts({ userId });
  return { sessions: ended ? 1 : 0, refreshTokens: Math.max(0, before.active - after.active) };
}
