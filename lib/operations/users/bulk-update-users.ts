import { isAppError } from '@/lib/errors';
import { validationWords, errorWords } from '@/lib/i18n/error-words';
import { bulkResultSchema, bulkUpdateInputSchema, type BulkChange } from '@/lib/model/user-bulk';
import { defineOperation, type OperationContext } from '../define-operation';
import { runOperation } from '../pipeline';
import { deleteUser } from './delete-user';
import { disableUser } from './disable-user';
import { enableUser } from './enable-user';
import { updateUser } from './update-user';
import { DATA_PLANE_ERRORS } from './user-errors';

export const bulkUpdateUsers = defineOperation({
  name: 'users.bulkUpdate',
  kind: 'write',
  permission: 'users:write',
  summary: 'Change, disable, enable or delete several users (at most 200); each succeeds or fails by itself',
  example: { slug: 'acme', ids: ['0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11'], change: { kind: 'set', customFields: { department: 'Research' } } },
  input: bulkUpdateInputSchema,
  output: bulkResultSchema,
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'POST', path: '/tenants/{slug}/users/bulk' },
  target: ({ slug, ids }) => ({ type: 'users', id: `${ids.length}`, tenant: slug }),
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, ids, change }, context) => {
    const results = [];
    // One after the other, each by the operation for one: so each is in the audit with its before and after.
    for (const id of new Set(ids)) results.push(await resultOf(id, () => doOne(slug, id, change, context), context));
    const failed = results.filter(({ ok }) => !ok).length;
    context.audit.changes([
      { path: change.kind, before: null, after: results.length - failed },
      { path: 'failed', before: null, after: failed },
    ]);
    return { results };
  },
});

function doOne(slug: string, id: string, change: BulkChange, context: OperationContext): Promise<unknown> {
  // The whole was asked for under the key, not each of its parts; whoever chose many did not look at each one's version.
  const { runtime, audit: _audit, ...call } = { ...context, ifMatch: '*', idempotencyKey: null };
  switch (change.kind) {
    case 'set': {
      const { kind: _kind, ...values } = change;
      return runOperation(updateUser, { slug, id, ...values }, call, runtime);
    }
    case 'disable':
      return runOperation(disableUser, { slug, id, reason: change.reason, until: change.until }, call, runtime);
    case 'enable':
      return runOperation(enableUser, { slug, id }, call, runtime);
    case 'delete':
      return runOperation(deleteUser, { slug, id }, call, runtime);
  }
}

async function resultOf(id: string, work: () => Promise<unknown>, { language = 'en' }: OperationContext) {
  try {
    await work();
    return { id, ok: true, code: null, message: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const [issue] = error.issues;
    return { id, ok: false, code: error.code, message: issue ? `${issue.path}: ${validationWords(language, issue.message, issue.params)}` : errorWords(language, error.code, error.params).title };
  }
}
