import { z } from 'zod';
import { removeImage as remove } from '@/lib/branding/images';
import { imageRefInputSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';

export const removeImage = defineOperation({
  name: 'branding.removeImage',
  kind: 'write',
  permission: 'branding:write',
  summary: 'Delete an image that neither the draft nor a published version shows',
  example: { slug: 'acme', image: '0f343b0931126a20f133d67c2b018a3b' },
  input: imageRefInputSchema,
  output: z.object({}),
  errors: ['tenant_not_found', 'not_found', 'in_use', 'config_invalid'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/branding/images/{image}' },
  target: ({ slug, image }) => ({ type: 'image', id: image, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, image }, { runtime, audit }) => {
    await remove(runtime.store.config, slug, image);
    audit.changes([{ path: 'image', before: image, after: null }]);
    return {};
  },
});
