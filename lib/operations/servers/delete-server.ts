import { z } from 'zod';
import { auditingMode } from '@/lib/audit/audit-mode-change';
import { deleteServer as remove } from '@/lib/servers/write-server';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';

export const deleteServer = defineOperation({
  name: 'servers.delete',
  kind: 'write',
  permission: 'servers:write',
  summary: 'Forget a database server that has no tenants',
  input: z.object({ id: z.string() }),
  output: z.object({}),
  errors: ['not_found', 'in_use', 'precondition_failed', 'invalid_state'],
  rest: { method: 'DELETE', path: '/servers/{id}', status: 204 },
  requiresIfMatch: true,
  target: ({ id }) => ({ type: 'server', id }),
  handler: async ({ id }, context) => {
    const { runtime, ifMatch, audit } = context;
    const removed = await auditingMode(runtime, context, () => remove(runtime, id, ifMatch ?? '*'));
    audit.changes(changesBetween(removed, null));
    return {};
  },
});
