import { z } from 'zod';
import { accessChanged } from '@/lib/admins/announce';
import { may } from '@/lib/auth/permissions';
import { AppError } from '@/lib/errors';
import { defineOperation } from '../define-operation';

export const revokeToken = defineOperation({
  name: 'tokens.revoke',
  kind: 'write',
  permission: 'tokens:own',
  summary: 'Revoke an API token at once',
  input: z.object({ id: z.string() }),
  output: z.object({}),
  errors: ['not_found'],
  rest: { method: 'DELETE', path: '/tokens/{id}', status: 204 },
  target: ({ id }) => ({ type: 'token', id }),
  handler: async ({ id }, { runtime, principal, audit }) => {
    const { tokens } = runtime.records;
    const token = await tokens.get(id);
    // Somebody else's is not there, for whom it is not to see.
    const mine = token !== null && (token.createdBy === principal.id || may(principal, 'tokens:manage'));
    if (!mine || !(await tokens.revoke(id))) throw new AppError('not_found', { params: { what: 'token', id } });
    audit.changes([{ path: 'revoked', before: false, after: true }, { path: 'name', before: token.name, after: token.name }]);
    await accessChanged(runtime.records);
    return {};
  },
});
