import { createRoleInputSchema, tenantRoleSchema } from '@/lib/model/role';
import { tenantData } from '@/lib/tenants/tenant-data';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';
import { ROLE_IGNORED, roleTarget } from './role-audit';

export const createRole = defineOperation({
  name: 'roles.create',
  kind: 'write',
  permission: 'roles:write',
  summary: "Create a role for a tenant's users",
  example: { slug: 'acme', name: 'billing', description: 'Reads and pays invoices', permissions: ['invoices:read', 'invoices:pay'], parent: 'member' },
  input: createRoleInputSchema,
  output: tenantRoleSchema,
  errors: [...DATA_PLANE_ERRORS, 'conflict', 'not_found'],
  rest: { method: 'POST', path: '/tenants/{slug}/roles', status: 201 },
  target: ({ slug, name }) => roleTarget({ slug, role: name }),
  publishes: 'role',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ...draft }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    const role = await access.rbac.createRole(draft);
    audit.changes(changesBetween(null, { ...role }, ROLE_IGNORED));
    return role;
  },
});
