import { z } from 'zod';
import { provisioningSchema } from '@/lib/model/run';
import { provisioningOf } from '@/lib/provisioning/provisioning-of';
import { retryProvisioning as retry } from '@/lib/provisioning/request';
import { defineOperation } from '../define-operation';

export const retryProvisioning = defineOperation({
  name: 'provisioning.retry',
  kind: 'long',
  permission: 'tenants:provision',
  summary: 'Try a failed provisioning again, from the step that failed',
  input: z.object({ slug: z.string() }),
  output: provisioningSchema,
  errors: ['tenant_not_found', 'tenant_no_database', 'invalid_state'],
  rest: { method: 'POST', path: '/tenants/{slug}/provisioning/retry', status: 202 },
  target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime }) => {
    await retry(runtime, slug);
    return provisioningOf(runtime, slug);
  },
});
