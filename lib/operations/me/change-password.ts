import { z } from 'zod';
import { accessChanged } from '@/lib/admins/announce';
import { passwordError } from '@/lib/auth/password-policy';
import { withPassword } from '@/lib/admins/change-password';
import { hashPassword } from '@/lib/secrets/password';
import { defineOperation } from '../define-operation';
import { myAccount, myTarget, requireProof } from './my-account';

export const changeMyPassword = defineOperation({
  name: 'me.changePassword',
  kind: 'write',
  permission: 'self',
  summary: 'Change my password; my other sessions end',
  example: { password: 'correct horse battery 9', newPassword: 'a longer horse battery 10' },
  input: z.object({
    password: z.string().min(1, 'required').max(1000).describe('Your password'),
    newPassword: z.string().min(1, 'required').max(1000).describe('The new password'),
  }),
  output: z.object({ sessions: z.number().int() }),
  errors: ['not_found', 'rate_limited'],
  rest: { method: 'POST', path: '/me/password' },
  target: myTarget,
  handler: async ({ password, newPassword }, { runtime, principal, audit }) => {
    const admin = await myAccount(runtime, principal);
    const weak = passwordError('newPassword', newPassword, admin.email);
    if (weak) throw weak;
    await requireProof(runtime, admin, { password });
    const passwordHash = await hashPassword(newPassword);
    await runtime.store.config.admins.update(admin.id, '*', (current) => withPassword(current, passwordHash));
    const { sessions } = runtime.records;
    const others = (await sessions.listFor(admin.id)).filter(({ id, revokedAt }) => revokedAt === null && id !== principal.sessionId);
    for (const { id } of others) await sessions.revoke(id);
    await accessChanged(runtime.records);
    audit.changes([{ path: 'password', before: '••••', after: '••••' }, { path: 'sessions', before: others.length, after: 0 }]);
    return { sessions: others.length };
  },
});
