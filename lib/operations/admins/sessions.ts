import { z } from 'zod';
import { wholeListOf } from '@/lib/model/common';
import { requireAdmin } from '@/lib/admins/admin-view';
import { accessChanged } from '@/lib/admins/announce';
import { AppError } from '@/lib/errors';
import { adminRefSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { consoleSessionSchema, liveSessionsOf } from '../me/console-session';
import { adminTarget } from './admin-operation';

export const listAdminSessions = defineOperation({
  name: 'admins.sessions',
  kind: 'read',
  permission: 'admins:manage',
  summary: 'Console sessions of an admin that are still good',
  input: adminRefSchema,
  output: wholeListOf(consoleSessionSchema),
  errors: ['not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/admins/{id}/sessions' },
  handler: async ({ id }, { runtime, principal }) => {
    await requireAdmin(runtime.store.config, id);
    return { items: await liveSessionsOf(runtime, id, principal), nextCursor: null };
  },
});

export const revokeAdminSession = defineOperation({
  name: 'admins.revokeSession',
  kind: 'write',
  permission: 'admins:manage',
  summary: "End one of an admin's console sessions; it is gone at its next request",
  input: adminRefSchema.extend({ session: z.string().max(100).describe('Handle of the session') }),
  output: z.object({}),
  errors: ['not_found'],
  rest: { method: 'DELETE', path: '/admins/{id}/sessions/{session}', status: 204 },
  target: adminTarget,
  handler: async ({ id, session }, { runtime, audit }) => {
    const found = await runtime.records.sessions.get(session);
    if (found?.adminId !== id) throw new AppError('not_found', { params: { what: 'session', id: session } });
    await runtime.records.sessions.revoke(session);
    audit.changes([{ path: 'sessions', before: 1, after: 0 }]);
    await accessChanged(runtime.records);
    return {};
  },
});

export const signAdminOut = defineOperation({
  name: 'admins.signOut',
  kind: 'write',
  permission: 'admins:manage',
  summary: 'End all console sessions of an admin',
  input: adminRefSchema,
  output: z.object({ sessions: z.number().int() }),
  errors: ['not_found', 'config_invalid'],
  rest: { method: 'POST', path: '/admins/{id}/sign-out' },
  target: adminTarget,
  handler: async ({ id }, { runtime, audit }) => {
    await requireAdmin(runtime.store.config, id);
    const sessions = await runtime.records.sessions.revokeAll(id);
    audit.changes([{ path: 'sessions', before: sessions, after: 0 }]);
    await accessChanged(runtime.records);
    return { sessions };
  },
});
