import { createScopeInputSchema, scopeSchema } from '@/lib/model/scope';
import { createScope as create } from '@/lib/scopes/scopes';
import { changesBetween } from '../audit-changes';
import { CONFIG_ERRORS } from '../clients/client-operation';
import { defineOperation } from '../define-operation';
import { SCOPE_IGNORED, scopeTarget, tellOfScopes } from './scope-operation';

export const createScope = defineOperation({
  name: 'scopes.create',
  kind: 'write',
  permission: 'scopes:write',
  summary: 'Create a scope of the tenant’s own',
  example: { slug: 'acme', name: 'invoices:read', displayName: 'Read your invoices', claims: ['customer_number'], dependsOn: 'openid' },
  input: createScopeInputSchema,
  output: scopeSchema,
  errors: [...CONFIG_ERRORS, 'conflict'],
  rest: { method: 'POST', path: '/tenants/{slug}/scopes', status: 201 },
  target: ({ slug, name }) => scopeTarget({ slug, scope: name }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ...draft }, { runtime, audit }) => {
    const scope = await create(runtime.store, slug, draft);
    audit.changes(changesBetween(null, { ...scope }, SCOPE_IGNORED));
    await tellOfScopes(runtime, slug, scope.name);
    return scope;
  },
});
