import { z } from 'zod';
import { completeSetup as complete } from '@/lib/auth/setup';
import { defineOperation } from '../define-operation';

export const completeSetup = defineOperation({
  name: 'setup.complete',
  kind: 'write',
  permission: 'public',
  summary: 'Make the first admin, with the one-time link that was printed at start',
  input: z.object({
    token: z.string().min(1, 'required').max(200),
    email: z.email('invalidEmail').max(320),
    name: z.string().trim().max(120).default(''),
    password: z.string().min(1, 'required').max(1000),
  }),
  output: z.object({ email: z.string() }),
  errors: ['invalid_state', 'not_found', 'rate_limited'],
  rest: { method: 'POST', path: '/setup' },
  target: ({ email }) => ({ type: 'admin', id: email }),
  handler: (input, { runtime, ip }) => complete({ records: runtime.records, config: runtime.store.config }, { ...input, ip }),
});
