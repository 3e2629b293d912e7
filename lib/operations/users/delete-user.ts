import { z } from 'zod';
import { userRefSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { userChanges } from '@/lib/users/user-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const deleteUser = defineOperation({
  name: 'users.delete',
  kind: 'write',
  permission: 'users:write',
  summary: 'Delete a user with all identities, sessions and tokens',
  input: userRefSchema,
  output: z.object({}),
  errors: [...DATA_PLANE_ERRORS, 'not_found', 'precondition_failed'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/users/{id}', status: 204 },
  requiresIfMatch: true,
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime, ifMatch, audit }) => {
    const { users } = (await tenantData(runtime.store, slug, 'users')).access;
    audit.changes(await userChanges(runtime.store, slug, await users.delete(id, ifMatch ?? '*'), null));
    return {};
  },
});
