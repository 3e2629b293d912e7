import { z } from 'zod';
import { rollBackProvisioning as rollBack } from '@/lib/provisioning/request';
import { defineOperation } from '../define-operation';

export const rollBackProvisioning = defineOperation({
  name: 'provisioning.rollback',
  kind: 'long',
  permission: 'tenants:provision',
  summary: 'Take down what an unfinished provisioning made; the tenant stays, without a data plane',
  input: z.object({ slug: z.string() }),
  output: z.object({ runId: z.string() }),
  errors: ['tenant_not_found', 'tenant_no_database', 'invalid_state'],
  rest: { method: 'POST', path: '/tenants/{slug}/provisioning/rollback', status: 202 },
  target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: ({ slug }, { runtime }) => rollBack(runtime, slug),
});
