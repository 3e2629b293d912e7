import { AppError, invalidField } from '@/lib/errors';
import { renameViewInputSchema, savedViewSchema } from '@/lib/model/saved-view';
import { defineOperation } from '../define-operation';

export const renameView = defineOperation({
  name: 'views.rename',
  kind: 'write',
  permission: 'self',
  summary: 'Rename a saved view of mine',
  input: renameViewInputSchema,
  output: savedViewSchema,
  errors: ['not_found'],
  rest: { method: 'PATCH', path: '/views/{id}' },
  target: ({ id }) => ({ type: 'view', id }),
  handler: async ({ id, name }, { runtime, principal, audit }) => {
    const view = await runtime.records.views.rename(principal.id, id, name);
    if (!view) throw new AppError('not_found', { params: { what: 'view', id } });
    if (view === 'taken') throw invalidField('name', 'nameTaken');
    audit.changes([{ path: 'name', before: null, after: view.name }]);
    return view;
  },
});
