import { saveDraft } from '@/lib/branding/branding';
import { brandingSchema, saveBrandingInputSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';
import { brandingTarget, told } from './branding-change';

export const saveBranding = defineOperation({
  name: 'branding.save',
  kind: 'write',
  permission: 'branding:write',
  summary: 'Save the draft of the branding; users see nothing of it before it is published',
  example: { slug: 'acme', draft: { radius: 12, font: 'humanist' } },
  input: saveBrandingInputSchema,
  output: brandingSchema,
  errors: ['tenant_not_found', 'precondition_failed', 'config_invalid'],
  rest: { method: 'PUT', path: '/tenants/{slug}/branding' },
  requiresIfMatch: true,
  target: brandingTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, draft }, context) => {
    const { runtime, principal, ifMatch } = context;
    return told(slug, 'draft', await saveDraft(runtime.store.config, slug, draft, principal.name, ifMatch ?? '*'), context);
  },
});
