import { tenantLivenessInputSchema, tenantTokensSchema } from '@/lib/model/account';
import { tenantData } from '@/lib/tenants/tenant-data';
import { withOwners } from '@/lib/users/owners-of';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const listTenantTokens = defineOperation({
  name: 'tenants.refreshTokens',
  kind: 'read',
  permission: 'users:read',
  summary: "List the refresh tokens of a tenant's users, newest first, with counts",
  example: { slug: 'acme', clientId: 'web', status: 'active' },
  input: tenantLivenessInputSchema,
  output: tenantTokensSchema,
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/tokens' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ...query }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'tokens');
    const { userId, clientId } = query;
    const [{ items, nextCursor }, counts] = await Promise.all([access.tokens.list(query), access.tokens.counts({ userId, clientId })]);
    return { items: await withOwners(access.users, items), nextCursor, counts };
  },
});
