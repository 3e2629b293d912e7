import { z } from 'zod';
import { may } from '@/lib/auth/permissions';
import { repairField as repair } from '@/lib/fields/apply/repair-field';
import { defineOperation } from '../define-operation';

export const repairField = defineOperation({
  name: 'fields.repair',
  kind: 'long',
  permission: 'fields:apply',
  summary: 'Mend a user field whose change failed half-way: go on with the change, or go back to what was before it',
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', action: 'retry' },
  input: z.object({
    slug: z.string(),
    id: z.string().max(64).describe('Id of the field'),
    action: z.enum(['retry', 'giveUp']).describe('`retry` goes on with the change, `giveUp` goes back to what was before it'),
  }),
  output: z.object({ runId: z.string() }),
  errors: ['tenant_not_found', 'not_found', 'invalid_state', 'config_invalid'],
  rest: { method: 'POST', path: '/tenants/{slug}/fields/{id}/repair', status: 202 },
  target: ({ slug, id }) => ({ type: 'field', id, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, action }, { runtime, principal, audit }) => {
    const { runId, fields } = await repair(runtime, slug, id, action, may(principal, 'fields:destroy'));
    audit.changes(fields.map(({ name, problem }) => ({ path: `fields.${name}.repair`, before: problem?.code ?? null, after: action })));
    return { runId };
  },
});
