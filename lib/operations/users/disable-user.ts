import { disableUserInputSchema, userSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { endedChanges, endSessionsOf } from '@/lib/users/end-sessions';
import { userChanges } from '@/lib/users/user-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const disableUser = defineOperation({
  name: 'users.disable',
  kind: 'write',
  permission: 'users:write',
  summary: 'Disable a user, with a reason, for good or until a moment; their sessions and refresh tokens end',
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', reason: 'Left the company' },
  input: disableUserInputSchema,
  output: userSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'POST', path: '/tenants/{slug}/users/{id}/disable' },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, reason, until }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    const { before, after } = await access.users.disable(id, { reason, until: until ?? null });
    // Disabled first: whoever makes a session after this looks, and finds them disabled.
    const ended = await endSessionsOf(access, id, 'user_disabled');
    audit.changes([...(await userChanges(runtime.store, slug, before, after)), ...endedChanges(ended)]);
    return after;
  },
});
