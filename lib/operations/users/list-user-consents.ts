import { z } from 'zod';
import { consentSchema } from '@/lib/model/account';
import { userRefSchema } from '@/lib/model/user';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const listUserConsents = defineOperation({
  name: 'users.consents',
  kind: 'read',
  permission: 'users:read',
  summary: 'List what a user allowed which client, revoked ones too',
  input: userRefSchema,
  output: z.object({ items: z.array(consentSchema) }),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/{id}/consents' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'consents');
    await requireUser(access, id);
    return { items: await access.consents.list(id) };
  },
});
