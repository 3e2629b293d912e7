import { connectionTestSchema, updateServerInputSchema } from '@/lib/model/server';
import { assertAddressAllowed } from '@/lib/servers/address-allowed';
import { requireEngine } from '@/lib/servers/require-engine';
import { requireServer } from '@/lib/servers/require-server';
import { targetWithEdits } from '@/lib/servers/server-target';
import { defineOperation } from '../define-operation';

export const testSavedServer = defineOperation({
  name: 'servers.testSaved',
  kind: 'read',
  permission: 'servers:write',
  summary: 'Test a saved server, with edits laid over it and the stored password unless a new one is given',
  example: { id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', port: 6432 },
  input: updateServerInputSchema,
  output: connectionTestSchema,
  errors: ['not_found', 'host_denied', 'capability_unsupported'],
  rest: { method: 'POST', path: '/servers/{id}/test' },
  handler: async ({ id, isActive: _isActive, isDefault: _isDefault, region: _region, description: _description, ...edits }, { runtime, signal }) => {
    await requireServer(runtime, id);
    const stored = await runtime.store.serverTarget(id);
    const target = targetWithEdits(stored, edits);
    await assertAddressAllowed(target, runtime.env);
    return requireEngine(runtime.store, target.driver).test(target, undefined, signal);
  },
});
