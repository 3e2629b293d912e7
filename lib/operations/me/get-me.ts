import { z } from 'zod';
import { may, PERMISSIONS } from '@/lib/auth/permissions';
import { ROLES } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';

export const getMe = defineOperation({
  name: 'me.get',
  kind: 'read',
  permission: 'self',
  summary: 'Who is calling, and what they may do',
  input: z.object({}),
  output: z.object({
    principal: z.object({ type: z.string(), id: z.string(), name: z.string(), email: z.string().nullable(), role: z.enum(ROLES), tenants: z.array(z.string()).nullable() }),
    permissions: z.array(z.string()),
  }),
  errors: [],
  rest: { method: 'GET', path: '/me' },
  handler: async (_input, { runtime, principal }) => {
    const admin = principal.type === 'admin' ? await runtime.store.config.admins.get(principal.id) : null;
    return {
      principal: {
        type: principal.type,
        id: principal.id,
        name: principal.name,
        email: admin?.email ?? null,
        role: principal.role ?? 'viewer',
        tenants: principal.tenants ? [...principal.tenants] : null,
      },
      permissions: PERMISSIONS.filter((permission) => may(principal, permission)),
    };
  },
});
