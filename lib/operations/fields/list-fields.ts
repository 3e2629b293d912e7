import { z } from 'zod';
import { listFields as list } from '@/lib/fields/list-fields';
import { fieldDriftSchema, fieldSchema } from '@/lib/model/field';
import { defineOperation } from '../define-operation';

export const listFields = defineOperation({
  name: 'fields.list',
  kind: 'read',
  permission: 'fields:read',
  summary: 'List a tenant’s user fields, with the room left in the table and what was changed in it by hand',
  input: z.object({ slug: z.string() }),
  output: z.object({
    items: z.array(fieldSchema),
    columns: z.object({ used: z.number().int(), dropped: z.number().int(), max: z.number().int() }),
    drift: z.array(fieldDriftSchema),
    unseen: z.string().nullable(),
    changeable: z.boolean(),
  }),
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/tenants/{slug}/fields' },
  tenant: ({ slug }) => slug,
  handler: ({ slug }, { runtime }) => list(runtime, slug),
});
