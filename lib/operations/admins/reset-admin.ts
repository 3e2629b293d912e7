import { resetAdmin as reset } from '@/lib/admins/change-admin';
import { oneTimeLinkSchema, resetAdminInputSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { adminDeps, adminTarget } from './admin-operation';

export const resetAdmin = defineOperation({
  name: 'admins.reset',
  kind: 'write',
  permission: 'admins:manage',
  summary: 'Make a one-time link with which an admin sets a new password, or a new invitation; lifts a lockout, and takes the second factor away if asked',
  example: { id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', removeSecondFactor: true },
  input: resetAdminInputSchema,
  output: oneTimeLinkSchema,
  errors: ['not_found', 'invalid_state', 'config_invalid'],
  rest: { method: 'POST', path: '/admins/{id}/reset' },
  target: adminTarget,
  handler: async ({ id, removeSecondFactor }, { runtime, audit }) => {
    const { before, link } = await reset(adminDeps(runtime), id, { removeSecondFactor });
    const had = Boolean(before.totp?.confirmedAt);
    audit.changes([
      { path: 'linkExpiresAt', before: null, after: link.expiresAt },
      ...(removeSecondFactor && had ? [{ path: 'secondFactor', before: true, after: false }] : []),
    ]);
    return link;
  },
});
