import { z } from 'zod';
import { scopeRefSchema } from '@/lib/model/scope';
import { deleteScope as remove } from '@/lib/scopes/scopes';
import { changesBetween } from '../audit-changes';
import { CONFIG_ERRORS } from '../clients/client-operation';
import { defineOperation } from '../define-operation';
import { SCOPE_IGNORED, scopeTarget, tellOfScopes } from './scope-operation';

export const deleteScope = defineOperation({
  name: 'scopes.delete',
  kind: 'write',
  permission: 'scopes:write',
  summary: 'Delete a scope that nothing uses',
  example: { slug: 'acme', scope: 'invoices:read' },
  input: scopeRefSchema,
  output: z.object({}),
  errors: [...CONFIG_ERRORS, 'not_found', 'in_use', 'invalid_state', 'precondition_failed'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/scopes/{scope}', status: 204 },
  requiresIfMatch: true,
  target: scopeTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, scope }, { runtime, ifMatch, audit }) => {
    const gone = await remove(runtime.store, slug, scope, ifMatch ?? '*');
    audit.changes(changesBetween({ ...gone }, null, SCOPE_IGNORED));
    await tellOfScopes(runtime, slug, scope);
    return {};
  },
});
