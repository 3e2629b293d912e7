import { z } from 'zod';
import { deleteAdmin as remove } from '@/lib/admins/change-admin';
import { adminRefSchema } from '@/lib/model/admin';
import { changesBetween } from '../audit-changes';
import { defineOperation } from '../define-operation';
import { adminDeps, adminFacts, adminTarget } from './admin-operation';

export const deleteAdmin = defineOperation({
  name: 'admins.delete',
  kind: 'write',
  permission: 'admins:manage',
  summary: 'Remove an admin for good, with their sessions and API tokens',
  input: adminRefSchema,
  output: z.object({}),
  errors: ['not_found', 'invalid_state', 'precondition_failed', 'config_invalid'],
  rest: { method: 'DELETE', path: '/admins/{id}', status: 204 },
  requiresIfMatch: true,
  target: adminTarget,
  handler: async ({ id }, { runtime, principal, ifMatch, audit }) => {
    const { before } = await remove(adminDeps(runtime), principal, id, ifMatch ?? '*');
    audit.changes(changesBetween(adminFacts(before), null));
    return {};
  },
});
