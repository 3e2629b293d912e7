import { AppError } from '@/lib/errors';
import { imageConfigSchema, imageRefInputSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';

/** For the console, which also shows what only a draft does; everybody else asks the public address. */
export const getImage = defineOperation({
  name: 'branding.image',
  kind: 'read',
  permission: 'branding:read',
  summary: 'One image with its bytes in base64',
  example: { slug: 'acme', image: '0f343b0931126a20f133d67c2b018a3b' },
  input: imageRefInputSchema,
  output: imageConfigSchema,
  errors: ['tenant_not_found', 'not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/tenants/{slug}/branding/images/{image}' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, image: id }, { runtime }) => {
    const image = await runtime.store.config.images(slug).get(id);
    if (!image) throw new AppError('not_found', { params: { what: 'image', id } });
    return image;
  },
});
