import { tenantLivenessInputSchema, tenantSessionsSchema } from '@/lib/model/account';
import { tenantData } from '@/lib/tenants/tenant-data';
import { withOwners } from '@/lib/users/owners-of';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const listTenantSessions = defineOperation({
  name: 'tenants.sessions',
  kind: 'read',
  permission: 'users:read',
  summary: "List the sessions of a tenant's users, newest first, with counts",
  example: { slug: 'acme', status: 'active' },
  input: tenantLivenessInputSchema,
  output: tenantSessionsSchema,
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/sessions' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ...query }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    const [{ items, nextCursor }, counts] = await Promise.all([access.sessions.list(query), access.sessions.counts({ userId: query.userId })]);
    return { items: await withOwners(access.users, items), nextCursor, counts };
  },
});
