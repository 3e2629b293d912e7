import { z } from 'zod';
import { deleteClient as remove } from '@/lib/clients/delete-client';
import { clientRefSchema } from '@/lib/model/client';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';
import { CLIENT_IGNORED, clientTarget, CONFIG_ERRORS, tellOfClients } from './client-operation';

export const deleteClient = defineOperation({
  name: 'clients.delete',
  kind: 'write',
  permission: 'clients:write',
  summary: 'Delete a client, with what users allowed it and its refresh tokens',
  example: { slug: 'acme', clientId: 'web' },
  input: clientRefSchema,
  output: z.object({}),
  errors: [...new Set([...CONFIG_ERRORS, ...DATA_PLANE_ERRORS]), 'not_found', 'precondition_failed'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/clients/{clientId}', status: 204 },
  requiresIfMatch: true,
  target: clientTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, clientId }, { runtime, ifMatch, audit }) => {
    const { client, refreshTokens, consents } = await remove(runtime, slug, clientId, ifMatch ?? '*');
    const ended = [{ path: 'activeRefreshes', before: refreshTokens, after: 0 }, { path: 'consents', before: consents, after: 0 }].filter(({ before }) => before > 0);
    audit.changes([...changesBetween({ ...client }, null, CLIENT_IGNORED), ...ended]);
    await tellOfClients(runtime, slug, clientId);
    return {};
  },
});
