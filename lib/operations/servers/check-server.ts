import { z } from 'zod';
import { serverHealthSchema } from '@/lib/model/server';
import { checkServer as check } from '@/lib/servers/check-server';
import { requireServer } from '@/lib/servers/require-server';
import { defineOperation } from '../define-operation';

export const checkServer = defineOperation({
  name: 'servers.check',
  kind: 'read',
  permission: 'servers:read',
  summary: "Look at a server's health now",
  input: z.object({ id: z.string() }),
  output: serverHealthSchema.extend({ tenants: z.number().int() }),
  errors: ['not_found'],
  rest: { method: 'POST', path: '/servers/{id}/check' },
  handler: async ({ id }, { runtime }) => {
    await requireServer(runtime, id);
    const health = await check(runtime, id);
    return { ...health, tenants: (await runtime.store.config.tenants.count()).byServer[id] ?? 0 };
  },
});
