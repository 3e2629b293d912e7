import { createClient as create } from '@/lib/clients/clients';
import { createClientInputSchema, createdClientSchema } from '@/lib/model/client';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { CLIENT_IGNORED, clientTarget, CONFIG_ERRORS, tellOfClients } from './client-operation';

export const createClient = defineOperation({
  name: 'clients.create',
  kind: 'write',
  permission: 'clients:write',
  summary: 'Create a client; the answer shows its secret once',
  example: { slug: 'acme', clientId: 'web', name: 'Web shop', kind: 'web', type: 'confidential', redirectUris: ['https://shop.example.com/callback'] },
  input: createClientInputSchema,
  output: createdClientSchema,
  errors: [...CONFIG_ERRORS, 'conflict'],
  rest: { method: 'POST', path: '/tenants/{slug}/clients', status: 201 },
  target: ({ slug, clientId = '' }) => clientTarget({ slug, clientId }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ...draft }, { runtime, audit }) => {
    const { client, ...secret } = await create(runtime, slug, draft);
    audit.target(clientTarget({ slug, clientId: client.clientId }));
    audit.changes(changesBetween(null, { ...client, ...secret }, [...CLIENT_IGNORED, 'secretId']));
    await tellOfClients(runtime, slug, client.clientId);
    return { ...client, ...secret };
  },
});
