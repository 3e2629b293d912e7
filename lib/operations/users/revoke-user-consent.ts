import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { userRefSchema } from '@/lib/model/user';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const revokeUserConsent = defineOperation({
  name: 'users.revokeConsent',
  kind: 'write',
  permission: 'users:write',
  summary: 'Take back what a user allowed a client, with its refresh tokens',
  input: userRefSchema.extend({ clientId: z.string().max(64).describe('The client') }),
  output: z.object({}),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/users/{id}/consents/{clientId}', status: 204 },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, clientId }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'consents');
    await requireUser(access, id);
    const consent = await access.consents.get(id, clientId);
    if (!consent || !(await access.consents.revoke(id, clientId))) throw new AppError('not_found', { params: { what: 'consent', id: clientId } });
    audit.changes([{ path: `consents.${clientId}`, before: consent.scopes, after: null }]);
    return {};
  },
});
