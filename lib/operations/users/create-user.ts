import { createUserInputSchema, userSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { hashByPolicy } from '@/lib/users/password-policy-of-tenant';
import { userChanges } from '@/lib/users/user-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const createUser = defineOperation({
  name: 'users.create',
  kind: 'write',
  permission: 'users:write',
  summary: 'Create a user',
  example: { slug: 'acme', email: 'ada@example.com', name: 'Ada Lovelace', customFields: { department: 'Engineering' } },
  input: createUserInputSchema,
  output: userSchema,
  errors: [...DATA_PLANE_ERRORS, 'conflict'],
  rest: { method: 'POST', path: '/tenants/{slug}/users', status: 201 },
  // Its address until there is an id.
  target: ({ slug, email }) => ({ type: 'user', id: email, tenant: slug }),
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, password, temporaryPassword, ...given }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    const hashed = password === undefined ? {} : { passwordHash: await hashByPolicy(runtime.store, slug, password, given.email), passwordTemporary: temporaryPassword ?? false };
    const user = await access.users.create({ ...given, ...hashed });
    audit.target(userTarget({ slug, id: user.id }));
    audit.changes(await userChanges(runtime.store, slug, null, user, password !== undefined));
    return user;
  },
});
