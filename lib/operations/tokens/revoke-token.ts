import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { defineOperation } from '../define-operation';

export const revokeToken = defineOperation({
  name: 'tokens.revoke',
  kind: 'write',
  permission: 'tokens:manage',
  summary: 'Revoke an API token at once',
  input: z.object({ id: z.string() }),
  output: z.object({}),
  errors: ['not_found'],
  rest: { method: 'DELETE', path: '/tokens/{id}', status: 204 },
  target: ({ id }) => ({ type: 'token', id }),
  handler: async ({ id }, { runtime }) => {
    if (!(await runtime.records.tokens.revoke(id))) throw new AppError('not_found', { params: { what: 'token', id } });
    return {};
  },
});
