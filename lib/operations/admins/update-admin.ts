import { viewAdmin } from '@/lib/admins/admin-view';
import { updateAdmin as update } from '@/lib/admins/change-admin';
import { adminSchema, updateAdminInputSchema } from '@/lib/model/admin';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { adminDeps, adminFacts, adminTarget } from './admin-operation';

export const updateAdmin = defineOperation({
  name: 'admins.update',
  kind: 'write',
  permission: 'admins:manage',
  summary: 'Change the name, role or tenants of an admin; it counts from their next request on',
  example: { id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', role: 'tenant-admin', tenants: ['acme'] },
  input: updateAdminInputSchema,
  output: adminSchema,
  errors: ['not_found', 'invalid_state', 'precondition_failed', 'config_invalid'],
  rest: { method: 'PATCH', path: '/admins/{id}' },
  requiresIfMatch: true,
  target: adminTarget,
  handler: async ({ id, ...change }, { runtime, principal, ifMatch, audit }) => {
    const { before, after } = await update(adminDeps(runtime), principal, id, ifMatch ?? '*', change);
    audit.changes(changesBetween(adminFacts(before), adminFacts(after)));
    return viewAdmin(adminDeps(runtime), id);
  },
});
