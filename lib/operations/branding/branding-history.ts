import { brandingHistory as history } from '@/lib/branding/branding';
import { brandingHistorySchema, brandingRefSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';

export const brandingHistory = defineOperation({
  name: 'branding.history',
  kind: 'read',
  permission: 'branding:read',
  summary: 'Published versions of the branding, newest first',
  example: { slug: 'acme' },
  input: brandingRefSchema,
  output: brandingHistorySchema,
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/tenants/{slug}/branding/history' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime }) => ({ items: await history(runtime.store.config, slug) }),
});
