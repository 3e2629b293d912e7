import { invalidField } from '@/lib/errors';
import { canonicalAddress } from '@/lib/model/lists';
import { savedViewSchema, saveViewInputSchema, VIEWS_PER_LIST_MAX, VIEWS_PER_OWNER_MAX } from '@/lib/model/saved-view';
import { defineOperation } from '../define-operation';
import { listOfViews } from './list-of-views';

export const saveView = defineOperation({
  name: 'views.save',
  kind: 'write',
  permission: 'self',
  summary: 'Keep the state of a list under a name, for me; the same name is overwritten',
  input: saveViewInputSchema,
  output: savedViewSchema,
  errors: ['tenant_not_found', 'config_invalid'],
  rest: { method: 'POST', path: '/views', status: 201 },
  target: ({ name, tenant }) => ({ type: 'view', id: name, ...(tenant && { tenant }) }),
  tenant: ({ tenant }) => tenant ?? null,
  handler: async ({ name, address, ...input }, { runtime, principal, audit }) => {
    const of = await listOfViews(runtime, principal, input);
    const kept = canonicalAddress(input.list, address);
    const view = await runtime.records.views.save({ ...of, name, address: kept }, { perList: VIEWS_PER_LIST_MAX, perOwner: VIEWS_PER_OWNER_MAX });
    if (!view) throw invalidField('name', 'viewsFull', { max: VIEWS_PER_LIST_MAX });
    audit.changes([{ path: 'address', before: null, after: kept }]);
    return view;
  },
});
