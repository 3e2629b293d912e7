import { z } from 'zod';
import { serverPoolsSchema } from '@/lib/model/pool';
import { requireServer } from '@/lib/servers/require-server';
import { serverPools as poolsOf } from '@/lib/servers/server-pools';
import { defineOperation } from '../define-operation';

export const serverPools = defineOperation({
  name: 'servers.pools',
  kind: 'read',
  permission: 'servers:read',
  summary: 'Show the connections that the console holds open on a server',
  input: z.object({ id: z.string() }),
  output: serverPoolsSchema,
  errors: ['not_found'],
  rest: { method: 'GET', path: '/servers/{id}/pools' },
  handler: async ({ id }, { runtime }) => poolsOf(runtime, await requireServer(runtime, id)),
});
