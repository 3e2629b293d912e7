import { userSessionsInputSchema, userSessionsSchema } from '@/lib/model/account';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const listUserSessions = defineOperation({
  name: 'users.sessions',
  kind: 'read',
  permission: 'users:read',
  summary: "List a user's sessions with their devices, newest first",
  input: userSessionsInputSchema,
  output: userSessionsSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/{id}/sessions' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id: userId, ...query }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    await requireUser(access, userId);
    const [page, counts] = await Promise.all([access.sessions.list({ ...query, userId }), access.sessions.counts({ userId })]);
    return { ...page, counts };
  },
});
