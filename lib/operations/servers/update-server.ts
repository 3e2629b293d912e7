import { serverSchema, updateServerInputSchema } from '@/lib/model/server';
import { requireServerView } from '@/lib/servers/require-server';
import { updateServer as update } from '@/lib/servers/write-server';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';

export const updateServer = defineOperation({
  name: 'servers.update',
  kind: 'write',
  permission: 'servers:write',
  summary: 'Change a database server; its pools reconnect by themselves',
  example: { id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', maxConnections: 80 },
  input: updateServerInputSchema,
  output: serverSchema,
  errors: ['not_found', 'precondition_failed', 'host_denied', 'conflict', 'invalid_state'],
  rest: { method: 'PATCH', path: '/servers/{id}' },
  requiresIfMatch: true,
  target: ({ id }) => ({ type: 'server', id }),
  handler: async (input, { runtime, ifMatch, audit }) => {
    const { before, after } = await update(runtime, input, ifMatch ?? '*');
    audit.changes(changesBetween(before, after));
    return requireServerView(runtime, input.id);
  },
});
