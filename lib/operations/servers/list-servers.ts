import { z } from 'zod';
import { pageOf } from '@/lib/model/common';
import { placeOfServer, serverSchema } from '@/lib/model/server';
import { serverViews } from '@/lib/servers/server-view';
import { defineOperation } from '../define-operation';

export const listServers = defineOperation({
  name: 'servers.list',
  kind: 'read',
  permission: 'servers:read',
  summary: 'List database servers with their health',
  input: z.object({
    q: z.string().max(200).optional(),
    private: z.stringbool().or(z.boolean()).describe('Also those that are one tenant’s own').optional(),
  }),
  output: pageOf(serverSchema),
  errors: [],
  rest: { method: 'GET', path: '/servers' },
  handler: async ({ q, private: withPrivate }, { runtime }) => {
    const needle = q?.toLowerCase() ?? '';
    const all = (await runtime.store.config.servers.list()).filter((server) => withPrivate || server.privateTo === null);
    const found = all.filter((server) => [server.name, placeOfServer(server), server.region].some((text) => text.toLowerCase().includes(needle)));
    return { items: await serverViews(runtime, found), nextCursor: null, total: found.length };
  },
});
