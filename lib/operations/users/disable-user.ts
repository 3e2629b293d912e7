import { disableUserInputSchema, userSchema } from '@/lib/model/user';
import { userChanges } from '@/lib/users/user-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const disableUser = defineOperation({
  name: 'users.disable',
  kind: 'write',
  permission: 'users:write',
  summary: 'Disable a user, with a reason, for good or until a moment',
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', reason: 'Left the company' },
  input: disableUserInputSchema,
  output: userSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'POST', path: '/tenants/{slug}/users/{id}/disable' },
  target: userTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, reason, until }, { runtime, audit }) => {
    const { users } = await runtime.store.forTenant(slug);
    const { before, after } = await users.disable(id, { reason, until: until ?? null });
    audit.changes(await userChanges(runtime.store, slug, before, after));
    return after;
  },
});
