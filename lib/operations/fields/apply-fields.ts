import { z } from 'zod';
import { may } from '@/lib/auth/permissions';
import { applyPlan } from '@/lib/fields/apply/apply-plan';
import { backfillSchema, type FieldDefinition } from '@/lib/model/field';
import { defineOperation } from '../define-operation';

export const applyFields = defineOperation({
  name: 'fields.apply',
  kind: 'long',
  permission: 'fields:apply',
  summary: 'Apply a plan of changes to a tenant’s user fields',
  example: { slug: 'acme', planId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', hash: 'hash-of-the-plan' },
  input: z.object({
    slug: z.string(),
    planId: z.string().max(64).describe('Id of the plan'),
    hash: z.string().max(128).describe('Hash of the plan: proves that it still fits'),
    /** Names of the fields whose data will be lost, typed. */
    confirm: z.array(z.string().max(200)).max(200).describe('Names of the fields whose data will be lost').optional(),
    /** Values for rows that have none, by the field's name. */
    backfill: z.record(z.string().max(64), backfillSchema).describe('Values for rows that have none, by field').optional(),
  }),
  output: z.object({ runId: z.string() }),
  errors: ['tenant_not_found', 'not_found', 'plan_stale', 'plan_blocked', 'confirmation_required', 'invalid_state', 'tenant_not_ready', 'server_unreachable', 'needs_direct_connection'],
  rest: { method: 'POST', path: '/tenants/{slug}/fields/apply', status: 202 },
  target: ({ slug, planId }) => ({ type: 'fields', id: planId, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ...request }, { runtime, principal, audit }) => {
    const { runId, fields } = await applyPlan(runtime, slug, request, may(principal, 'fields:destroy'));
    audit.changes(fields.map(auditOf));
    return { runId };
  },
});

function auditOf(field: FieldDefinition) {
  if (field.work?.ends) return { path: `columns.${field.work.takes ?? field.column}`, before: 'kept', after: null };
  return { path: `fields.${field.name}`, before: field.work?.becomes ? publicOf(field) : null, after: field.work?.becomes ?? publicOf(field) };
}

/** A definition without what only the engine needs; backfilled values may be personal. */
function publicOf<T extends { work: unknown; problem: unknown }>({ work: _work, problem: _problem, ...field }: T) {
  return field;
}
