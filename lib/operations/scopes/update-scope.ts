import { scopeSchema, updateScopeInputSchema } from '@/lib/model/scope';
import { updateScope as update } from '@/lib/scopes/scopes';
import { changesBetween } from '../audit-changes';
import { CONFIG_ERRORS } from '../clients/client-operation';
import { defineOperation } from '../define-operation';
import { SCOPE_IGNORED, scopeTarget, tellOfScopes } from './scope-operation';

export const updateScope = defineOperation({
  name: 'scopes.update',
  kind: 'write',
  permission: 'scopes:write',
  summary: 'Change a scope of the tenant’s own; what is not given stays',
  example: { slug: 'acme', scope: 'invoices:read', claims: ['customer_number', 'department'] },
  input: updateScopeInputSchema,
  output: scopeSchema,
  errors: [...CONFIG_ERRORS, 'not_found', 'invalid_state', 'precondition_failed'],
  rest: { method: 'PATCH', path: '/tenants/{slug}/scopes/{scope}' },
  requiresIfMatch: true,
  target: scopeTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, scope, ...change }, { runtime, ifMatch, audit }) => {
    const { before, after } = await update(runtime.store, slug, scope, ifMatch ?? '*', change);
    audit.changes(changesBetween({ ...before }, { ...after }, SCOPE_IGNORED));
    await tellOfScopes(runtime, slug, scope);
    return after;
  },
});
