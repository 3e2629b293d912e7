import { listImages as imagesOf } from '@/lib/branding/images';
import { brandingRefSchema, imageListSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';

export const listImages = defineOperation({
  name: 'branding.images',
  kind: 'read',
  permission: 'branding:read',
  summary: 'Images uploaded for the branding, and what shows them',
  example: { slug: 'acme' },
  input: brandingRefSchema,
  output: imageListSchema,
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/tenants/{slug}/branding/images' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime }) => ({ items: await imagesOf(runtime.store.config, slug) }),
});
