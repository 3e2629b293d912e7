import { z } from 'zod';
import { assertWithin, createApiToken } from '@/lib/auth/tokens';
import { apiTokenSchema, createTokenInputSchema } from '@/lib/model/token';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { viewToken } from './token-view';

const DAY_MS = 86_400_000;

export const createToken = defineOperation({
  name: 'tokens.create',
  kind: 'write',
  permission: 'tokens:own',
  summary: 'Make an API token that may no more than its maker; the answer shows it once',
  example: { name: 'ci', role: 'operator', expiresInDays: 90 },
  input: createTokenInputSchema,
  output: apiTokenSchema.extend({ token: z.string() }),
  errors: [],
  rest: { method: 'POST', path: '/tokens', status: 201 },
  target: ({ name }) => ({ type: 'token', id: name }),
  handler: async (input, { runtime, principal, audit }) => {
    assertWithin(principal, input);
    const { token, secret } = await createApiToken(runtime.records, {
      name: input.name,
      role: input.role,
      tenants: input.tenants,
      createdBy: principal.id,
      expiresAt: input.expiresInDays ? new Date(Date.now() + input.expiresInDays * DAY_MS) : null,
    });
    audit.target({ type: 'token', id: token.id });
    audit.changes(changesBetween(null, { name: token.name, role: token.role, tenants: token.tenants, expiresAt: token.expiresAt }));
    return { ...(await viewToken(runtime, token)), token: secret };
  },
});
