import { listClients as list } from '@/lib/clients/clients';
import { clientListInputSchema, clientPageSchema } from '@/lib/model/client';
import { defineOperation } from '../define-operation';
import { CONFIG_ERRORS } from './client-operation';

export const listClients = defineOperation({
  name: 'clients.list',
  kind: 'read',
  permission: 'clients:read',
  summary: "List a tenant's OAuth clients",
  example: { slug: 'acme', kind: 'web', sort: 'name' },
  input: clientListInputSchema,
  output: clientPageSchema,
  errors: CONFIG_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/clients' },
  tenant: ({ slug }) => slug,
  handler: ({ slug, ...query }, { runtime }) => list(runtime, slug, query),
});
