import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { viewIdInputSchema } from '@/lib/model/saved-view';
import { defineOperation } from '../define-operation';

export const removeView = defineOperation({
  name: 'views.remove',
  kind: 'write',
  permission: 'self',
  summary: 'Delete a saved view of mine',
  input: viewIdInputSchema,
  output: z.object({}),
  errors: ['not_found'],
  rest: { method: 'DELETE', path: '/views/{id}', status: 204 },
  target: ({ id }) => ({ type: 'view', id }),
  handler: async ({ id }, { runtime, principal, audit }) => {
    const view = await runtime.records.views.remove(principal.id, id);
    if (!view) throw new AppError('not_found', { params: { what: 'view', id } });
    audit.changes([{ path: 'name', before: view.name, after: null }]);
    return {};
  },
});
