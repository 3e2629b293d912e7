import { auditEventSchema, auditFilterInputSchema } from '@/lib/model/audit';
import { listInputSchema, pageOf } from '@/lib/model/common';
import { defineOperation } from '../define-operation';

export const listAudit = defineOperation({
  name: 'audit.list',
  kind: 'read',
  permission: 'audit:read',
  summary: 'List audit events, newest first',
  input: auditFilterInputSchema.extend(listInputSchema.pick({ limit: true, cursor: true }).shape),
  output: pageOf(auditEventSchema),
  errors: [],
  rest: { method: 'GET', path: '/audit' },
  handler: (input, { runtime, principal }) => runtime.records.audit.list({ ...input, tenants: principal.tenants ?? undefined }),
});
