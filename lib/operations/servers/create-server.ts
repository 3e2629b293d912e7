import { auditingMode } from '@/lib/audit/audit-mode-change';
import { createServerInputSchema, serverSchema } from '@/lib/model/server';
import { createServer as create } from '@/lib/servers/write-server';
import { requireServerView } from '@/lib/servers/require-server';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';

export const createServer = defineOperation({
  name: 'servers.create',
  kind: 'write',
  permission: 'servers:write',
  summary: 'Register a database server',
  example: { name: 'reports', driver: 'postgres', host: 'db.example.com', port: 5432, database: 'tenants', username: 'tenantry' },
  input: createServerInputSchema,
  output: serverSchema,
  errors: ['conflict', 'host_denied', 'unknown_driver', 'capability_unsupported'],
  rest: { method: 'POST', path: '/servers', status: 201 },
  target: ({ name }) => ({ type: 'server', id: name }),
  handler: async (input, context) => {
    const { runtime, audit } = context;
    const created = await auditingMode(runtime, context, () => create(runtime, input));
    audit.target({ type: 'server', id: created.id });
    audit.changes(changesBetween(null, { ...created, password: input.password ? 'set' : null }));
    return requireServerView(runtime, created.id);
  },
});
