import { z } from 'zod';
import { placeTenantInputSchema, tenantSchema } from '@/lib/model/tenant';
import { placeTenant as place } from '@/lib/tenants/place-tenant';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { PLACEMENT_ERRORS } from './placement-errors';

export const placeTenant = defineOperation({
  name: 'tenants.place',
  kind: 'long',
  permission: 'tenants:provision',
  summary: 'Give a data plane to a tenant that has none',
  example: { slug: 'acme', isolation: 'schema' },
  input: placeTenantInputSchema,
  output: tenantSchema.extend({ runId: z.string().nullable() }),
  errors: ['tenant_not_found', 'invalid_state', 'precondition_failed', ...PLACEMENT_ERRORS],
  rest: { method: 'PUT', path: '/tenants/{slug}/database', status: 202 },
  target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ...wish }, { runtime, audit, ifMatch }) => {
    const { before, tenant, runId } = await place(runtime, slug, wish, ifMatch ?? '*');
    audit.changes(changesBetween(before, tenant));
    return { ...tenant, runId };
  },
});
