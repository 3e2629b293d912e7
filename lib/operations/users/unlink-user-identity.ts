import { z } from 'zod';
import { userRefSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const unlinkUserIdentity = defineOperation({
  name: 'users.unlinkIdentity',
  kind: 'write',
  permission: 'users:write',
  summary: 'Take a way to sign in from a user; never the last',
  input: userRefSchema.extend({ identityId: z.string().max(64).describe('Id of the identity') }),
  output: z.object({}),
  errors: [...DATA_PLANE_ERRORS, 'not_found', 'in_use'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/users/{id}/identities/{identityId}', status: 204 },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, identityId }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    const { provider } = await access.identities.unlink(id, identityId);
    audit.changes([{ path: 'identities', before: provider, after: null }]);
    return {};
  },
});
