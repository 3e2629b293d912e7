import { listTenantViews } from '@/lib/tenants/list-tenants';
import { pageOf } from '@/lib/model/common';
import { tenantListInputSchema, tenantSchema } from '@/lib/model/tenant';
import { defineOperation } from '../define-operation';

export const listTenants = defineOperation({
  name: 'tenants.list',
  kind: 'read',
  permission: 'tenants:read',
  summary: 'List tenants',
  example: { q: 'acme', status: 'ACTIVE', sort: '-createdAt' },
  input: tenantListInputSchema,
  output: pageOf(tenantSchema),
  errors: [],
  rest: { method: 'GET', path: '/tenants' },
  handler: (input, { runtime, principal }) => listTenantViews(runtime, principal, input),
});
