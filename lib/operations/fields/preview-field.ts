import { z } from 'zod';
import { previewField as preview } from '@/lib/fields/preview-field';
import { fieldDecisionSchema, fieldPreviewSchema } from '@/lib/model/field';
import { defineOperation } from '../define-operation';

export const previewField = defineOperation({
  name: 'fields.preview',
  kind: 'read',
  permission: 'fields:plan',
  summary: 'Show what a new user field would be on a tenant’s engine: its column type and the statement that adds it',
  example: { slug: 'acme', field: { name: 'department', type: 'text', indexed: true } },
  input: z.object({ slug: z.string(), field: fieldDecisionSchema.describe('The field as it would be defined') }),
  output: fieldPreviewSchema,
  errors: ['tenant_not_found', 'tenant_not_ready', 'server_unreachable', 'needs_direct_connection', 'config_invalid'],
  rest: { method: 'POST', path: '/tenants/{slug}/fields/preview' },
  tenant: ({ slug }) => slug,
  handler: ({ slug, field }, { runtime }) => preview(runtime, slug, field),
});
