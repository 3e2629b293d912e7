import { z } from 'zod';
import { auditEventSchema } from '@/lib/model/audit';
import { listInputSchema, pageOf } from '@/lib/model/common';
import { defineOperation } from '../define-operation';

export const listAudit = defineOperation({
  name: 'audit.list',
  kind: 'read',
  permission: 'audit:read',
  summary: 'List audit events, newest first',
  input: listInputSchema.pick({ limit: true, cursor: true }).extend({
    tenant: z.string().max(64).describe('Slug of the tenant it was about').optional(),
    actor: z.string().max(320).describe('Id or name of who did it').optional(),
    action: z.string().max(64).describe('Name of the operation, as tenants.create').optional(),
    from: z.iso.datetime().describe('At this moment or later').optional(),
    to: z.iso.datetime().describe('Before this moment').optional(),
  }),
  output: pageOf(auditEventSchema),
  errors: [],
  rest: { method: 'GET', path: '/audit' },
  handler: (input, { runtime, principal }) => runtime.records.audit.list({ ...input, tenants: principal.tenants ?? undefined }),
});
