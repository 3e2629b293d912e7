import { viewAdmin } from '@/lib/admins/admin-view';
import { inviteAdmin as invite } from '@/lib/admins/change-admin';
import { adminSchema, inviteAdminInputSchema, oneTimeLinkSchema } from '@/lib/model/admin';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { adminDeps, adminFacts } from './admin-operation';

export const inviteAdmin = defineOperation({
  name: 'admins.invite',
  kind: 'write',
  permission: 'admins:manage',
  summary: 'Invite an admin; the answer shows the one-time link with which they choose a password, once',
  example: { email: 'grace@example.com', name: 'Grace Hopper', role: 'operator' },
  input: inviteAdminInputSchema,
  output: adminSchema.extend({ link: oneTimeLinkSchema }),
  errors: ['conflict', 'config_invalid'],
  rest: { method: 'POST', path: '/admins', status: 201 },
  target: ({ email }) => ({ type: 'admin', id: email }),
  handler: async (input, { runtime, audit }) => {
    const { admin, link } = await invite(adminDeps(runtime), input);
    audit.target({ type: 'admin', id: admin.id });
    audit.changes(changesBetween(null, adminFacts(admin)));
    return { ...(await viewAdmin(adminDeps(runtime), admin.id)), link };
  },
});
