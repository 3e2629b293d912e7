import { z } from 'zod';
import { tenantRoleSchema } from '@/lib/model/role';
import { tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const listRoles = defineOperation({
  name: 'roles.list',
  kind: 'read',
  permission: 'roles:read',
  summary: "List the roles of a tenant's users",
  input: z.object({ slug: z.string() }),
  output: z.object({ items: z.array(tenantRoleSchema) }),
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/roles' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    return { items: await access.rbac.roles() };
  },
});
