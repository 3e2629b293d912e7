import { viewAdmin } from '@/lib/admins/admin-view';
import { disableAdmin as disable } from '@/lib/admins/change-admin';
import { adminRefSchema, adminSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { adminDeps, adminTarget } from './admin-operation';

export const disableAdmin = defineOperation({
  name: 'admins.disable',
  kind: 'write',
  permission: 'admins:manage',
  summary: 'Disable an admin; their sessions and API tokens end at once',
  input: adminRefSchema,
  output: adminSchema,
  errors: ['not_found', 'invalid_state', 'config_invalid'],
  rest: { method: 'POST', path: '/admins/{id}/disable' },
  target: adminTarget,
  handler: async ({ id }, { runtime, principal, audit }) => {
    const { before, ended } = await disable(adminDeps(runtime), principal, id);
    audit.changes([
      { path: 'disabled', before: before.disabled, after: true },
      { path: 'sessions', before: ended.sessions, after: 0 },
      { path: 'apiTokens', before: ended.tokens, after: 0 },
    ]);
    return viewAdmin(adminDeps(runtime), id);
  },
});
