import { connectionTestSchema, createServerInputSchema } from '@/lib/model/server';
import { assertAddressAllowed } from '@/lib/servers/address-allowed';
import { requireEngine } from '@/lib/servers/require-engine';
import { targetFromInput } from '@/lib/servers/server-target';
import { defineOperation } from '../define-operation';

export const testServer = defineOperation({
  name: 'servers.test',
  kind: 'read',
  permission: 'servers:write',
  summary: 'Test a connection before it is saved, check by check',
  example: { name: 'reports', driver: 'postgres', host: 'db.example.com', port: 5432, database: 'tenants', username: 'tenantry' },
  input: createServerInputSchema,
  output: connectionTestSchema,
  errors: ['host_denied', 'unknown_driver', 'capability_unsupported'],
  rest: { method: 'POST', path: '/servers/test' },
  handler: async (input, { runtime, signal }) => {
    const adapter = requireEngine(runtime.store, input.driver);
    await assertAddressAllowed(input, runtime.env);
    return adapter.test(targetFromInput(input), undefined, signal);
  },
});
