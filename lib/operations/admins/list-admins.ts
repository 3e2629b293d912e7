import { listAdminViews } from '@/lib/admins/admin-view';
import { adminListInputSchema, adminPageSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { adminDeps } from './admin-operation';

export const listAdmins = defineOperation({
  name: 'admins.list',
  kind: 'read',
  permission: 'admins:manage',
  summary: 'List those who may sign in to the console, and those who are invited',
  example: { q: 'grace', role: 'operator', status: 'active' },
  input: adminListInputSchema,
  output: adminPageSchema,
  errors: ['config_invalid'],
  rest: { method: 'GET', path: '/admins' },
  handler: (query, { runtime }) => listAdminViews(adminDeps(runtime), query),
});
