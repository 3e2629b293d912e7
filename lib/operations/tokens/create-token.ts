import { z } from 'zod';
import { invalidField } from '@/lib/errors';
import { newToken } from '@/lib/secrets/token';
import { apiTokenSchema, createTokenInputSchema } from '@/lib/model/token';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';

const DAY_MS = 86_400_000;

export const createToken = defineOperation({
  name: 'tokens.create',
  kind: 'write',
  permission: 'tokens:manage',
  summary: 'Make an API token; the answer shows it once',
  input: createTokenInputSchema,
  output: apiTokenSchema.extend({ token: z.string() }),
  errors: [],
  rest: { method: 'POST', path: '/tokens', status: 201 },
  target: ({ name }) => ({ type: 'token', id: name }),
  handler: async (input, { runtime, principal, audit }) => {
    const limited = input.role === 'tenant-admin' || input.role === 'runtime';
    if (limited && input.tenants.length === 0) throw invalidField('tenants', 'required');
    const secret = newToken('tnt_');
    const token = await runtime.records.tokens.create({
      name: input.name,
      role: input.role,
      tenants: input.tenants,
      hash: secret.hash,
      createdBy: principal.name,
      expiresAt: input.expiresInDays ? new Date(Date.now() + input.expiresInDays * DAY_MS) : null,
    });
    audit.target({ type: 'token', id: token.id });
    audit.changes(changesBetween(null, { name: token.name, role: token.role, tenants: token.tenants, expiresAt: token.expiresAt }));
    return { ...token, token: secret.token };
  },
});
