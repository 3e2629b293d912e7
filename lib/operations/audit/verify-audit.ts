import { z } from 'zod';
import { anchorSchema, chainVerdictSchema } from '@/lib/model/audit';
import { defineOperation } from '../define-operation';

export const verifyAudit = defineOperation({
  name: 'audit.verify',
  kind: 'read',
  permission: 'system:verify',
  summary: 'Walk the audit chain and tell whether it is whole',
  input: z.object({ anchor: anchorSchema.describe('A head that an earlier verification told: it has to stand there still').optional() }),
  output: chainVerdictSchema,
  errors: [],
  rest: { method: 'GET', path: '/audit/verify' },
  handler: ({ anchor }, { runtime }) => runtime.records.audit.verify(anchor),
});
