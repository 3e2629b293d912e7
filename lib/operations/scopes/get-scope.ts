import { scopeRefSchema, scopeSchema } from '@/lib/model/scope';
import { getScope as get } from '@/lib/scopes/scopes';
import { CONFIG_ERRORS } from '../clients/client-operation';
import { defineOperation } from '../define-operation';

export const getScope = defineOperation({
  name: 'scopes.get',
  kind: 'read',
  permission: 'scopes:read',
  summary: 'Get a scope, with who uses it',
  example: { slug: 'acme', scope: 'profile' },
  input: scopeRefSchema,
  output: scopeSchema,
  errors: [...CONFIG_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/scopes/{scope}' },
  tenant: ({ slug }) => slug,
  handler: ({ slug, scope }, { runtime }) => get(runtime.store, slug, scope),
});
