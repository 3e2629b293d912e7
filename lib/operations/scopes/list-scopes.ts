import { scopeListInputSchema, scopePageSchema } from '@/lib/model/scope';
import { listScopes as list } from '@/lib/scopes/scopes';
import { CONFIG_ERRORS } from '../clients/client-operation';
import { defineOperation } from '../define-operation';

export const listScopes = defineOperation({
  name: 'scopes.list',
  kind: 'read',
  permission: 'scopes:read',
  summary: "List a tenant's scopes, those of OpenID Connect and its own",
  example: { slug: 'acme', q: 'invoices' },
  input: scopeListInputSchema,
  output: scopePageSchema,
  errors: CONFIG_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/scopes' },
  tenant: ({ slug }) => slug,
  handler: ({ slug, ...query }, { runtime }) => list(runtime.store, slug, query),
});
