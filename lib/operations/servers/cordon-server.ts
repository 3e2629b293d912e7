import { z } from 'zod';
import { serverSchema } from '@/lib/model/server';
import { requireServerView } from '@/lib/servers/require-server';
import { setCordoned } from '@/lib/servers/write-server';
import { defineOperation } from '../define-operation';

export const cordonServer = defineOperation({
  name: 'servers.cordon',
  kind: 'write',
  permission: 'servers:write',
  summary: 'Stop new tenants from being placed on a server',
  input: z.object({ id: z.string() }),
  output: serverSchema,
  errors: ['not_found', 'invalid_state'],
  rest: { method: 'POST', path: '/servers/{id}/cordon' },
  target: ({ id }) => ({ type: 'server', id }),
  handler: async ({ id }, { runtime, audit }) => {
    await setCordoned(runtime, id, true);
    audit.changes([{ path: 'cordoned', before: false, after: true }]);
    return requireServerView(runtime, id);
  },
});
