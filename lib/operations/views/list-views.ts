import { wholeListOf } from '@/lib/model/common';
import { listViewsInputSchema, savedViewSchema } from '@/lib/model/saved-view';
import { defineOperation } from '../define-operation';
import { listOfViews } from './list-of-views';

export const listViews = defineOperation({
  name: 'views.list',
  kind: 'read',
  permission: 'self',
  summary: 'My saved views of a list',
  input: listViewsInputSchema,
  output: wholeListOf(savedViewSchema),
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/views' },
  tenant: ({ tenant }) => tenant ?? null,
  handler: async (input, { runtime, principal }) => ({ items: await runtime.records.views.list(await listOfViews(runtime, principal, input)), nextCursor: null }),
});
