import { z } from 'zod';
import { apiTokenSchema } from '@/lib/model/token';
import { defineOperation } from '../define-operation';

export const listTokens = defineOperation({
  name: 'tokens.list',
  kind: 'read',
  permission: 'tokens:manage',
  summary: 'List API tokens, without their secrets',
  input: z.object({}),
  output: z.object({ items: z.array(apiTokenSchema), nextCursor: z.null() }),
  errors: [],
  rest: { method: 'GET', path: '/tokens' },
  handler: async (_input, { runtime }) => ({ items: await runtime.records.tokens.list(), nextCursor: null }),
});
