import { AppError } from '@/lib/errors';
import { savedViewSchema, setDefaultViewInputSchema } from '@/lib/model/saved-view';
import { defineOperation } from '../define-operation';

export const setDefaultView = defineOperation({
  name: 'views.setDefault',
  kind: 'write',
  permission: 'self',
  summary: 'Open a list with this saved view of mine, or no longer',
  input: setDefaultViewInputSchema,
  output: savedViewSchema,
  errors: ['not_found'],
  rest: { method: 'PUT', path: '/views/{id}/default' },
  target: ({ id }) => ({ type: 'view', id }),
  handler: async ({ id, isDefault }, { runtime, principal, audit }) => {
    const view = await runtime.records.views.setDefault(principal.id, id, isDefault);
    if (!view) throw new AppError('not_found', { params: { what: 'view', id } });
    audit.changes([{ path: 'isDefault', before: null, after: isDefault }]);
    return view;
  },
});
