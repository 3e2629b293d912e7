import { z } from 'zod';
import { serverSchema } from '@/lib/model/server';
import { requireServerView } from '@/lib/servers/require-server';
import { setCordoned } from '@/lib/servers/write-server';
import { defineOperation } from '../define-operation';

export const uncordonServer = defineOperation({
  name: 'servers.uncordon',
  kind: 'write',
  permission: 'servers:write',
  summary: 'Let new tenants be placed on a server again',
  input: z.object({ id: z.string() }),
  output: serverSchema,
  errors: ['not_found', 'invalid_state'],
  rest: { method: 'POST', path: '/servers/{id}/uncordon' },
  target: ({ id }) => ({ type: 'server', id }),
  handler: async ({ id }, { runtime, audit }) => {
    await setCordoned(runtime, id, false);
    audit.changes([{ path: 'cordoned', before: true, after: false }]);
    return requireServerView(runtime, id);
  },
});
