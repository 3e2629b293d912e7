import { userRefSchema, userSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { userChanges } from '@/lib/users/user-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const enableUser = defineOperation({
  name: 'users.enable',
  kind: 'write',
  permission: 'users:write',
  summary: 'Enable a disabled user',
  input: userRefSchema,
  output: userSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'POST', path: '/tenants/{slug}/users/{id}/enable' },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime, audit }) => {
    const { users } = (await tenantData(runtime.store, slug, 'users')).access;
    const { before, after } = await users.enable(id);
    audit.changes(await userChanges(runtime.store, slug, before, after));
    return after;
  },
});
