import { AppError } from '@/lib/errors';
import { tenantRoleRefSchema, tenantRoleSchema } from '@/lib/model/role';
import { tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const getRole = defineOperation({
  name: 'roles.get',
  kind: 'read',
  permission: 'roles:read',
  summary: 'Get a role',
  example: { slug: 'acme', role: 'member' },
  input: tenantRoleRefSchema,
  output: tenantRoleSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/roles/{role}' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, role: name }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    const role = await access.rbac.role(name);
    if (!role) throw new AppError('not_found', { params: { what: 'role', id: name.slice(0, 64) } });
    return role;
  },
});
