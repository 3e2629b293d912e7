import { updateClient as update } from '@/lib/clients/clients';
import { clientSchema, updateClientInputSchema } from '@/lib/model/client';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { CLIENT_IGNORED, clientTarget, CONFIG_ERRORS, tellOfClients } from './client-operation';

export const updateClient = defineOperation({
  name: 'clients.update',
  kind: 'write',
  permission: 'clients:write',
  summary: 'Change a client; what is not given stays',
  example: { slug: 'acme', clientId: 'web', redirectUris: ['https://shop.example.com/callback', 'https://shop.example.com/silent'] },
  input: updateClientInputSchema,
  output: clientSchema,
  errors: [...CONFIG_ERRORS, 'not_found', 'precondition_failed'],
  rest: { method: 'PATCH', path: '/tenants/{slug}/clients/{clientId}' },
  requiresIfMatch: true,
  target: clientTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, clientId, ...change }, { runtime, ifMatch, audit }) => {
    const { before, after } = await update(runtime, slug, clientId, ifMatch ?? '*', change);
    audit.changes(changesBetween(before, after, CLIENT_IGNORED));
    await tellOfClients(runtime, slug, clientId);
    return after;
  },
});
