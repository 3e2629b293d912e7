import { z } from 'zod';
import { makePlan } from '@/lib/fields/make-plan';
import { fieldChangesSchema, fieldPlanSchema } from '@/lib/model/field';
import { defineOperation } from '../define-operation';

export const planFields = defineOperation({
  name: 'fields.plan',
  // Nothing is changed by it: the plan itself is a note for whoever applies it.
  kind: 'read',
  permission: 'fields:plan',
  summary: 'Plan changes of a tenant’s user fields: every statement, its lock, what it destroys, and what stands in the way',
  example: { slug: 'acme', changes: [{ op: 'add', name: 'department', type: 'text', indexed: true }] },
  input: z.object({ slug: z.string(), changes: fieldChangesSchema.describe('Commands on fields: add, rename, retype, alter, drop, restore; and on columns that were changed by hand: adopt, restoreColumn') }),
  output: fieldPlanSchema,
  errors: ['tenant_not_found', 'tenant_not_ready', 'server_unreachable', 'needs_direct_connection', 'config_invalid'],
  rest: { method: 'POST', path: '/tenants/{slug}/fields/plan' },
  tenant: ({ slug }) => slug,
  handler: ({ slug, changes }, { runtime }) => makePlan(runtime, slug, changes),
});
