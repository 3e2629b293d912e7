import { z } from 'zod';
import { wholeListOf } from '@/lib/model/common';
import { may } from '@/lib/auth/permissions';
import { apiTokenSchema } from '@/lib/model/token';
import { defineOperation } from '../define-operation';
import { viewToken } from './token-view';

export const listTokens = defineOperation({
  name: 'tokens.list',
  kind: 'read',
  permission: 'tokens:own',
  summary: "List API tokens, without their secrets: one's own, and everybody's for owners",
  input: z.object({}),
  output: wholeListOf(apiTokenSchema),
  errors: [],
  rest: { method: 'GET', path: '/tokens' },
  handler: async (_input, { runtime, principal }) => {
    const all = await runtime.records.tokens.list();
    const seen = may(principal, 'tokens:manage') ? all : all.filter((token) => token.createdBy === principal.id);
    return { items: await Promise.all(seen.map((token) => viewToken(runtime, token))), nextCursor: null };
  },
});
