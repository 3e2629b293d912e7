import { z } from 'zod';
import { identitySchema } from '@/lib/model/account';
import { userRefSchema } from '@/lib/model/user';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const listUserIdentities = defineOperation({
  name: 'users.identities',
  kind: 'read',
  permission: 'users:read',
  summary: 'List the ways in which a user signs in, with failed attempts and lockout',
  input: userRefSchema,
  output: z.object({ items: z.array(identitySchema) }),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/{id}/identities' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    await requireUser(access, id);
    return { items: await access.identities.list(id) };
  },
});
