import { getClient as get } from '@/lib/clients/clients';
import { clientRefSchema, clientSchema } from '@/lib/model/client';
import { defineOperation } from '../define-operation';
import { CONFIG_ERRORS } from './client-operation';

export const getClient = defineOperation({
  name: 'clients.get',
  kind: 'read',
  permission: 'clients:read',
  summary: 'Get a client',
  example: { slug: 'acme', clientId: 'web' },
  input: clientRefSchema,
  output: clientSchema,
  errors: [...CONFIG_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/clients/{clientId}' },
  tenant: ({ slug }) => slug,
  handler: ({ slug, clientId }, { runtime }) => get(runtime, slug, clientId),
});
