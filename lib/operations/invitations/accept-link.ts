import { z } from 'zod';
import { acceptLink as accept } from '@/lib/admins/links';
import { countAttempt } from '@/lib/auth/attempts';
import { acceptLinkInputSchema } from '@/lib/model/admin';
import { adminDeps } from '../admins/admin-operation';
import { defineOperation } from '../define-operation';

const ATTEMPTS = 20;
const WINDOW_MS = 900_000;

export const acceptLink = defineOperation({
  name: 'invitations.accept',
  kind: 'write',
  permission: 'public',
  summary: 'Choose a password with a one-time link: an invitation, or a reset',
  example: { token: 'end-of-the-link', name: 'Grace Hopper', password: 'correct horse battery 9' },
  input: acceptLinkInputSchema,
  output: z.object({ email: z.string() }),
  errors: ['not_found', 'rate_limited', 'config_invalid'],
  rest: { method: 'POST', path: '/invitations/accept' },
  target: () => ({ type: 'admin', id: 'invited' }),
  handler: async (input, { runtime, ip, audit }) => {
    await countAttempt(runtime.records, `link:${ip ?? 'unknown'}`, ATTEMPTS, WINDOW_MS);
    const { admin, kind } = await accept(adminDeps(runtime), input);
    audit.target({ type: 'admin', id: admin.id });
    audit.changes([{ path: 'password', before: kind === 'reset' ? '••••' : null, after: '••••' }]);
    return { email: admin.email };
  },
});
