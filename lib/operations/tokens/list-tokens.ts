import { may } from '@/lib/auth/permissions';
import { tokenListInputSchema, tokenPageSchema } from '@/lib/model/token';
import { pageOfItems } from '@/lib/tenants/page-of-items';
import { defineOperation } from '../define-operation';
import { viewToken } from './token-view';

export const listTokens = defineOperation({
  name: 'tokens.list',
  kind: 'read',
  permission: 'tokens:own',
  summary: "List API tokens, without their secrets: one's own, and everybody's for owners; newest first",
  example: { status: 'active', sort: 'expiresAt' },
  input: tokenListInputSchema,
  output: tokenPageSchema,
  errors: [],
  rest: { method: 'GET', path: '/tokens' },
  handler: async ({ role, status, sort = '-createdAt', ...query }, { runtime, principal }) => {
    const all = await runtime.records.tokens.list();
    const seen = all.filter((token) => (may(principal, 'tokens:manage') || token.createdBy === principal.id) && (role === undefined || token.role === role));
    // What a token is worth depends on its maker: it is asked before it is filtered by.
    const views = await Promise.all(seen.map((token) => viewToken(runtime, token)));
    return pageOfItems(views.filter((token) => status === undefined || token.status === status), { ...query, sort }, {
      idOf: (token) => token.id,
      sorts: { name: (token) => token.name, createdAt: (token) => token.createdAt, expiresAt: (token) => token.expiresAt ?? NEVER, lastUsedAt: (token) => token.lastUsedAt ?? '' },
      textOf: (token) => [token.name, token.createdByName, ...token.tenants].join('\n'),
    });
  },
});

/** Sorts what has no end behind all that has one. */
const NEVER = '~';
