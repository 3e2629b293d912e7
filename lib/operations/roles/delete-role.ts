import { z } from 'zod';
import { tenantRoleRefSchema } from '@/lib/model/role';
import { tenantData } from '@/lib/tenants/tenant-data';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';
import { ROLE_IGNORED, roleTarget } from './role-audit';

export const deleteRole = defineOperation({
  name: 'roles.delete',
  kind: 'write',
  permission: 'roles:write',
  summary: 'Delete a role that nobody has',
  example: { slug: 'acme', role: 'billing' },
  input: tenantRoleRefSchema,
  output: z.object({}),
  errors: [...DATA_PLANE_ERRORS, 'not_found', 'in_use', 'invalid_state', 'precondition_failed'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/roles/{role}', status: 204 },
  requiresIfMatch: true,
  target: roleTarget,
  publishes: 'role',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, role }, { runtime, ifMatch, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    const gone = await access.rbac.deleteRole(role, ifMatch ?? '*');
    audit.changes(changesBetween({ ...gone }, null, ROLE_IGNORED));
    return {};
  },
});
