import { AppError } from '@/lib/errors';
import { userRefSchema, userSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const getUser = defineOperation({
  name: 'users.get',
  kind: 'read',
  permission: 'users:read',
  summary: 'Get a user',
  input: userRefSchema,
  output: userSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/{id}' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime }) => {
    const user = await (await tenantData(runtime.store, slug, 'users')).access.users.getById(id);
    if (!user) throw new AppError('not_found', { params: { what: 'user', id } });
    return user;
  },
});
