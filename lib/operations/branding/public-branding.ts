import { publicBranding as published } from '@/lib/branding/public-branding';
import { AppError } from '@/lib/errors';
import { brandingRefSchema, publicBrandingSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';

export const publicBranding = defineOperation({
  name: 'branding.published',
  kind: 'read',
  permission: 'public',
  summary: "What the pages of a tenant's users look like, as published; pages for signing in read it without a token at /t/{slug}/branding",
  example: { slug: 'acme' },
  input: brandingRefSchema,
  output: publicBrandingSchema,
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/tenants/{slug}/branding/published' },
  handler: async ({ slug }, { runtime }) => {
    const found = await published(runtime.store.config, slug);
    if (!found) throw new AppError('tenant_not_found', { params: { tenant: slug } });
    return found;
  },
});
