import { viewAdmin, requireAdmin } from '@/lib/admins/admin-view';
import { removeSecondFactor } from '@/lib/auth/second-factor';
import { adminRefSchema, adminSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { adminDeps, adminTarget } from './admin-operation';

export const removeAdminSecondFactor = defineOperation({
  name: 'admins.removeSecondFactor',
  kind: 'write',
  permission: 'admins:manage',
  summary: "Take an admin's second factor away, with its recovery codes",
  input: adminRefSchema,
  output: adminSchema,
  errors: ['not_found', 'config_invalid'],
  rest: { method: 'DELETE', path: '/admins/{id}/second-factor' },
  target: adminTarget,
  handler: async ({ id }, { runtime, audit }) => {
    const { totp } = await requireAdmin(runtime.store.config, id);
    await removeSecondFactor({ records: runtime.records, config: runtime.store.config, secretbox: runtime.secretbox }, id);
    audit.changes([{ path: 'secondFactor', before: Boolean(totp?.confirmedAt), after: false }]);
    return viewAdmin(adminDeps(runtime), id);
  },
});
