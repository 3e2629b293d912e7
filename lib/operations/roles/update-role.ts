import { tenantRoleSchema, updateRoleInputSchema } from '@/lib/model/role';
import { tenantData } from '@/lib/tenants/tenant-data';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';
import { ROLE_IGNORED, roleTarget } from './role-audit';

export const updateRole = defineOperation({
  name: 'roles.update',
  kind: 'write',
  permission: 'roles:write',
  summary: 'Change a role; what is not given stays',
  example: { slug: 'acme', role: 'billing', permissions: ['invoices:read'] },
  input: updateRoleInputSchema,
  output: tenantRoleSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found', 'conflict', 'invalid_state', 'precondition_failed'],
  rest: { method: 'PATCH', path: '/tenants/{slug}/roles/{role}' },
  requiresIfMatch: true,
  target: roleTarget,
  publishes: 'role',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, role, ...change }, { runtime, ifMatch, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    const { before, after } = await access.rbac.updateRole(role, change, ifMatch ?? '*');
    audit.changes(changesBetween({ ...before }, { ...after }, ROLE_IGNORED));
    return after;
  },
});
