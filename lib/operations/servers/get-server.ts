import { z } from 'zod';
import { serverSchema } from '@/lib/model/server';
import { requireServerView } from '@/lib/servers/require-server';
import { defineOperation } from '../define-operation';

export const getServer = defineOperation({
  name: 'servers.get',
  kind: 'read',
  permission: 'servers:read',
  summary: 'Get a database server',
  input: z.object({ id: z.string() }),
  output: serverSchema,
  errors: ['not_found'],
  rest: { method: 'GET', path: '/servers/{id}' },
  handler: ({ id }, { runtime }) => requireServerView(runtime, id),
});
