import { z } from 'zod';
import { wholeListOf } from '@/lib/model/common';
import { viewAdmins } from '@/lib/admins/admin-view';
import { adminSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { adminDeps } from './admin-operation';

export const listAdmins = defineOperation({
  name: 'admins.list',
  kind: 'read',
  permission: 'admins:manage',
  summary: 'List those who may sign in to the console, and those who are invited',
  input: z.object({}),
  output: wholeListOf(adminSchema),
  errors: ['config_invalid'],
  rest: { method: 'GET', path: '/admins' },
  handler: async (_input, { runtime }) => ({ items: await viewAdmins(adminDeps(runtime)), nextCursor: null }),
});
