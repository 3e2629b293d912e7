import { updateUserInputSchema, userSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { userChanges } from '@/lib/users/user-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const updateUser = defineOperation({
  name: 'users.update',
  kind: 'write',
  permission: 'users:write',
  summary: 'Change a user; what is not given stays',
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', customFields: { department: 'Research' } },
  input: updateUserInputSchema,
  output: userSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found', 'conflict', 'precondition_failed'],
  rest: { method: 'PATCH', path: '/tenants/{slug}/users/{id}' },
  requiresIfMatch: true,
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, ...change }, { runtime, ifMatch, audit }) => {
    const { users } = (await tenantData(runtime.store, slug, 'users')).access;
    const { before, after } = await users.update(id, change, ifMatch ?? '*');
    audit.changes(await userChanges(runtime.store, slug, before, after));
    return after;
  },
});
