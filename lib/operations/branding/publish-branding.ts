import { publishDraft } from '@/lib/branding/branding';
import { brandingRefSchema, brandingSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';
import { brandingTarget, told } from './branding-change';

export const publishBranding = defineOperation({
  name: 'branding.publish',
  kind: 'write',
  permission: 'branding:write',
  summary: "Publish the draft: the tenant's users see it from now on",
  example: { slug: 'acme' },
  input: brandingRefSchema,
  output: brandingSchema,
  errors: ['tenant_not_found', 'precondition_failed', 'invalid_state', 'config_invalid'],
  rest: { method: 'POST', path: '/tenants/{slug}/branding/publish' },
  target: brandingTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, context) => {
    const { runtime, principal, ifMatch } = context;
    return told(slug, 'published', await publishDraft(runtime.store.config, slug, principal.name, ifMatch ?? '*'), context);
  },
});
