import { viewAdmin } from '@/lib/admins/admin-view';
import { enableAdmin as enable } from '@/lib/admins/change-admin';
import { adminRefSchema, adminSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { adminDeps, adminTarget } from './admin-operation';

export const enableAdmin = defineOperation({
  name: 'admins.enable',
  kind: 'write',
  permission: 'admins:manage',
  summary: 'Let a disabled admin sign in again; sessions and tokens that ended stay ended',
  input: adminRefSchema,
  output: adminSchema,
  errors: ['not_found', 'config_invalid'],
  rest: { method: 'POST', path: '/admins/{id}/enable' },
  target: adminTarget,
  handler: async ({ id }, { runtime, audit }) => {
    const { before } = await enable(adminDeps(runtime), id);
    audit.changes([{ path: 'disabled', before: before.disabled, after: false }]);
    return viewAdmin(adminDeps(runtime), id);
  },
});
