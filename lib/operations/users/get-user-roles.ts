import { userRolesSchema } from '@/lib/model/role';
import { userRefSchema } from '@/lib/model/user';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const getUserRoles = defineOperation({
  name: 'users.roles',
  kind: 'read',
  permission: 'roles:read',
  summary: "Get a user's roles and the permissions they come to",
  input: userRefSchema,
  output: userRolesSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/{id}/roles' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    await requireUser(access, id);
    const { roles, ...rest } = await access.rbac.assignment(id);
    return { items: roles, ...rest };
  },
});
