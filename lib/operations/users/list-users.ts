import { userFiltersOf, userListInputSchema, userPageSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const listUsers = defineOperation({
  name: 'users.list',
  kind: 'read',
  permission: 'users:read',
  summary: 'List users, filtered and sorted by any column',
  example: { slug: 'acme', filter: { department: 'Engineering' }, sort: '-createdAt' },
  input: userListInputSchema,
  output: userPageSchema,
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/users' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, filter, ...query }, { runtime }) => {
    const { users } = (await tenantData(runtime.store, slug, 'users')).access;
    return users.list({ ...query, filters: userFiltersOf(filter) });
  },
});
