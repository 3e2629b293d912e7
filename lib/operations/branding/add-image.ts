import { addImage as keep } from '@/lib/branding/images';
import { readImage } from '@/lib/branding/read-image';
import { invalidField } from '@/lib/errors';
import { brandingRefSchema, IMAGE_TYPES, imageInfoSchema } from '@/lib/model/branding';
import { defineOperation } from '../define-operation';

export const addImage = defineOperation({
  name: 'branding.addImage',
  kind: 'write',
  permission: 'branding:write',
  summary: 'Upload a logo or icon: PNG, JPEG, WebP, ICO or SVG, told by its content; what could run in an SVG is taken out',
  example: { slug: 'acme' },
  input: brandingRefSchema,
  output: imageInfoSchema,
  errors: ['tenant_not_found', 'too_large', 'unsupported_media_type', 'conflict', 'config_invalid'],
  rest: { method: 'POST', path: '/tenants/{slug}/branding/images', status: 201, accepts: IMAGE_TYPES },
  absentFrom: { action: 'a form sends no file through it; the browser uploads to /files', rpc: 'the browser uploads to /files' },
  target: ({ slug }) => ({ type: 'image', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime, audit, upload }) => {
    if (!upload) throw invalidField('image', 'required');
    const { image, added } = await keep(runtime.store.config, slug, await readImage(upload.body));
    audit.target({ type: 'image', id: image.id, tenant: slug });
    if (added) audit.changes([{ path: 'type', before: null, after: image.type }, { path: 'bytes', before: null, after: image.bytes }]);
    return image;
  },
});
