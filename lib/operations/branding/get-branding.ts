import { getBranding as read } from '@/lib/branding/branding';
import { brandingRefSchema, brandingSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';

export const getBranding = defineOperation({
  name: 'branding.get',
  kind: 'read',
  permission: 'branding:read',
  summary: 'Draft and published branding of a tenant, and whether its colours can be told apart',
  example: { slug: 'acme' },
  input: brandingRefSchema,
  output: brandingSchema,
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/tenants/{slug}/branding' },
  tenant: ({ slug }) => slug,
  handler: ({ slug }, { runtime }) => read(runtime.store.config, slug),
});
