import { signInEventSchema, userActivityInputSchema } from '@/lib/model/account';
import { pageOf } from '@/lib/model/common';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const listUserActivity = defineOperation({
  name: 'users.activity',
  kind: 'read',
  permission: 'users:read',
  summary: "List a user's sign-in events, newest first",
  input: userActivityInputSchema,
  output: pageOf(signInEventSchema),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/{id}/activity' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id: userId, ...query }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    await requireUser(access, userId);
    return access.activity.list({ ...query, userId });
  },
});
