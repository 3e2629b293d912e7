import { z } from 'zod';
import { wholeListOf } from '@/lib/model/common';
import { accessChanged } from '@/lib/admins/announce';
import { AppError } from '@/lib/errors';
import { defineOperation } from '../define-operation';
import { consoleSessionSchema, liveSessionsOf } from './console-session';

export const listMySessions = defineOperation({
  name: 'me.sessions',
  kind: 'read',
  permission: 'self',
  summary: 'My console sessions that are still good',
  input: z.object({}),
  output: wholeListOf(consoleSessionSchema),
  errors: [],
  rest: { method: 'GET', path: '/me/sessions' },
  handler: async (_input, { runtime, principal }) => ({ items: await liveSessionsOf(runtime, principal.id, principal), nextCursor: null }),
});

export const revokeMySession = defineOperation({
  name: 'me.revokeSession',
  kind: 'write',
  permission: 'self',
  summary: 'End one of my console sessions; it is gone at its next request',
  input: z.object({ id: z.string() }),
  output: z.object({}),
  errors: ['not_found'],
  rest: { method: 'DELETE', path: '/me/sessions/{id}', status: 204 },
  target: ({ id }) => ({ type: 'session', id }),
  handler: async ({ id }, { runtime, principal }) => {
    const session = await runtime.records.sessions.get(id);
    if (session?.adminId !== principal.id) throw new AppError('not_found', { params: { what: 'session', id } });
    await runtime.records.sessions.revoke(id);
    await accessChanged(runtime.records);
    return {};
  },
});
