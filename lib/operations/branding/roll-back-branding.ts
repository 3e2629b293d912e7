import { rollBack } from '@/lib/branding/branding';
import { brandingSchema, rollbackBrandingInputSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';
import { brandingTarget, told } from './branding-change';

export const rollBackBranding = defineOperation({
  name: 'branding.rollBack',
  kind: 'write',
  permission: 'branding:write',
  summary: 'Publish a former version again, as a new one; a draft under way stays',
  example: { slug: 'acme', version: 3 },
  input: rollbackBrandingInputSchema,
  output: brandingSchema,
  errors: ['tenant_not_found', 'not_found', 'precondition_failed', 'invalid_state', 'config_invalid'],
  rest: { method: 'POST', path: '/tenants/{slug}/branding/rollback' },
  target: brandingTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, version }, context) => {
    const { runtime, principal, ifMatch } = context;
    return told(slug, 'published', await rollBack(runtime.store.config, slug, version, principal.name, ifMatch ?? '*'), context);
  },
});
