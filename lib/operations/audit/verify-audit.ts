import { z } from 'zod';
import { defineOperation } from '../define-operation';

export const verifyAudit = defineOperation({
  name: 'audit.verify',
  kind: 'read',
  permission: 'system:verify',
  summary: 'Walk the audit chain and tell whether it is whole',
  input: z.object({}),
  output: z.object({ ok: z.boolean(), events: z.number().int(), brokenAt: z.string().optional() }),
  errors: [],
  rest: { method: 'GET', path: '/audit/verify' },
  handler: (_input, { runtime }) => runtime.records.audit.verify(),
});
