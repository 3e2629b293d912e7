import { z } from 'zod';
import { countAttempt } from '@/lib/auth/attempts';
import { completeSetup as complete } from '@/lib/auth/setup';
import { defineOperation } from '../define-operation';

const ATTEMPTS = 20;
const WINDOW_MS = 900_000;

export const completeSetup = defineOperation({
  name: 'setup.complete',
  kind: 'write',
  permission: 'public',
  summary: 'Make the first admin, with the one-time link that was printed at start',
  example: { token: 'end-of-the-link', email: 'ada@example.com', password: 'correct horse battery 9' },
  input: z.object({
    token: z.string().min(1, 'required').max(200).describe('What the one-time link ends with'),
    email: z.email('invalidEmail').max(320).describe('E-mail address to sign in with'),
    name: z.string().trim().max(120).describe('Name').default(''),
    password: z.string().min(1, 'required').max(1000).describe('Password'),
  }),
  output: z.object({ email: z.string() }),
  errors: ['invalid_state', 'not_found', 'rate_limited'],
  rest: { method: 'POST', path: '/setup' },
  target: ({ email }) => ({ type: 'admin', id: email }),
  handler: async (input, { runtime, ip, audit }) => {
    await countAttempt(runtime.records, `setup:${ip ?? 'unknown'}`, ATTEMPTS, WINDOW_MS);
    const admin = await complete({ records: runtime.records, config: runtime.store.config }, input);
    audit.target({ type: 'admin', id: admin.id });
    audit.changes([{ path: 'email', before: null, after: admin.email }, { path: 'role', before: null, after: admin.role }]);
    return { email: admin.email };
  },
});
