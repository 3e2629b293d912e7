import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const revokeTenantToken = defineOperation({
  name: 'tenants.revokeRefreshToken',
  kind: 'write',
  permission: 'users:write',
  summary: 'End one refresh token, with those it was exchanged from or for',
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11' },
  input: z.object({ slug: z.string(), id: z.string().max(64).describe('Id of the refresh token') }),
  output: z.object({}),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/tokens/{id}', status: 204 },
  target: ({ slug, id }) => ({ type: 'refreshToken', id, tenant: slug }),
  publishes: 'session',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'tokens');
    // One that ended before is as gone as one that never was.
    if (!(await access.tokens.revoke(id, 'operator'))) throw new AppError('not_found', { params: { what: 'token', id } });
    audit.changes([{ path: 'status', before: 'active', after: 'revoked' }]);
    return {};
  },
});
