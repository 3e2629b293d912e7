import { z } from 'zod';
import { tenantRoleNameSchema, userRolesSchema, USER_ROLES_MAX } from '@/lib/model/role';
import { userRefSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const setUserRoles = defineOperation({
  name: 'users.setRoles',
  kind: 'write',
  permission: 'roles:write',
  summary: 'Give a user exactly these roles',
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', roles: ['member'] },
  input: userRefSchema.extend({ roles: z.array(tenantRoleNameSchema).max(USER_ROLES_MAX).describe('Names of all the roles they are to have') }),
  output: userRolesSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found', 'precondition_failed'],
  rest: { method: 'PUT', path: '/tenants/{slug}/users/{id}/roles' },
  requiresIfMatch: true,
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, roles }, { runtime, ifMatch, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    const { before, after } = await access.rbac.setRoles(id, roles, ifMatch ?? '*');
    audit.changes(before.join() === after.join() ? [] : [{ path: 'roles', before, after }]);
    const { roles: items, ...rest } = await access.rbac.assignment(id);
    return { items, ...rest };
  },
});
