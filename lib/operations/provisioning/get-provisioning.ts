import { z } from 'zod';
import { provisioningSchema } from '@/lib/model/run';
import { provisioningOf } from '@/lib/provisioning/provisioning-of';
import { defineOperation } from '../define-operation';

export const getProvisioning = defineOperation({
  name: 'provisioning.get',
  kind: 'read',
  permission: 'tenants:read',
  summary: "Show the steps of a tenant's provisioning",
  input: z.object({ slug: z.string() }),
  output: provisioningSchema,
  errors: ['tenant_not_found', 'tenant_no_database'],
  rest: { method: 'GET', path: '/tenants/{slug}/provisioning' },
  tenant: ({ slug }) => slug,
  handler: ({ slug }, { runtime }) => provisioningOf(runtime, slug),
});
