import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { tenantSchema } from '@/lib/model/tenant';
import { getTenantView } from '@/lib/tenants/list-tenants';
import { defineOperation } from '../define-operation';

export const getTenant = defineOperation({
  name: 'tenants.get',
  kind: 'read',
  permission: 'tenants:read',
  summary: 'Get a tenant',
  input: z.object({ slug: z.string() }),
  output: tenantSchema,
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/tenants/{slug}' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime }) => {
    const tenant = await getTenantView(runtime, slug);
    if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
    return tenant;
  },
});
