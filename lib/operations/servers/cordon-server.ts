import { z } from 'zod';
import { serverSchema } from '@/lib/model/server';
import { requireServerView } from '@/lib/servers/require-server';
import { setCordoned } from '@/lib/servers/write-server';
import { defineOperation } from '../define-operation';

/** Two operations that differ by a word. */
function cordonOperation(verb: 'cordon' | 'uncordon', summary: string) {
  const cordoned = verb === 'cordon';
  return defineOperation({
    name: `servers.${verb}`,
    kind: 'write',
    permission: 'servers:write',
    summary,
    input: z.object({ id: z.string() }),
    output: serverSchema,
    errors: ['not_found', 'invalid_state'],
    rest: { method: 'POST', path: `/servers/{id}/${verb}` },
    target: ({ id }) => ({ type: 'server', id }),
    handler: async ({ id }, { runtime, audit }) => {
      await setCordoned(runtime, id, cordoned);
      audit.changes([{ path: 'cordoned', before: !cordoned, after: cordoned }]);
      return requireServerView(runtime, id);
    },
  });
}

export const cordonServer = cordonOperation('cordon', 'Stop new tenants from being placed on a server');
export const uncordonServer = cordonOperation('uncordon', 'Let new tenants be placed on a server again');
