import { z } from 'zod';
import { listInputSchema, pageOf } from '@/lib/model/common';
import { RUN_STATUSES, runSchema } from '@/lib/model/run';
import { defineOperation } from '../define-operation';

export const listRuns = defineOperation({
  name: 'runs.list',
  kind: 'read',
  permission: 'runs:read',
  summary: 'List runs, newest first',
  input: listInputSchema.pick({ limit: true, cursor: true }).extend({
    kind: z.string().max(64).describe('Only of this kind, as tenant.provision').optional(),
    tenant: z.string().max(64).describe('Only of the tenant with this slug').optional(),
    status: z.enum(RUN_STATUSES).describe('Only of this status').optional(),
  }),
  output: pageOf(runSchema),
  errors: [],
  rest: { method: 'GET', path: '/runs' },
  handler: (input, { runtime, principal }) => runtime.records.runs.list({ ...input, tenants: principal.tenants ?? undefined }),
});
