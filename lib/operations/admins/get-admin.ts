import { viewAdmin } from '@/lib/admins/admin-view';
import { adminRefSchema, adminSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { adminDeps } from './admin-operation';

export const getAdmin = defineOperation({
  name: 'admins.get',
  kind: 'read',
  permission: 'admins:manage',
  summary: 'An admin: role, tenants, second factor, open link',
  input: adminRefSchema,
  output: adminSchema,
  errors: ['not_found', 'config_invalid'],
  rest: { method: 'GET', path: '/admins/{id}' },
  handler: ({ id }, { runtime }) => viewAdmin(adminDeps(runtime), id),
});
