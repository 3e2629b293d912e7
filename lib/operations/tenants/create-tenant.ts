import { z } from 'zod';
import { maySeeTenant } from '@/lib/auth/permissions';
import { invalidField } from '@/lib/errors';
import { createTenantInputSchema, tenantSchema } from '@/lib/model/tenant';
import { createTenant as create } from '@/lib/tenants/create-tenant';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { PLACEMENT_ERRORS } from './placement-errors';

export const createTenant = defineOperation({
  name: 'tenants.create',
  kind: 'long',
  permission: 'tenants:create',
  summary: 'Create a tenant and provision its data plane',
  example: { slug: 'acme', name: 'Acme', database: { isolation: 'schema' } },
  input: createTenantInputSchema,
  output: tenantSchema.extend({ runId: z.string().nullable() }),
  errors: ['slug_taken', ...PLACEMENT_ERRORS],
  rest: { method: 'POST', path: '/tenants', status: 202 },
  target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
  handler: async (input, { runtime, audit, principal }) => {
    // As if there were none: whoever may not see it does not learn that it is there.
    if (input.cloneFrom !== undefined && !maySeeTenant(principal, input.cloneFrom)) throw invalidField('cloneFrom', 'unknownTenant');
    const { tenant, runId } = await create(runtime, input);
    audit.changes(changesBetween(null, tenant));
    return { ...tenant, runId };
  },
});
