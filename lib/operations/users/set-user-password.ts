import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { setPasswordInputSchema } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { hashByPolicy } from '@/lib/users/password-policy-of-tenant';
import { endedChanges, endSessionsOf } from '@/lib/users/end-sessions';
import { PASSWORD_CHANGE } from '@/lib/users/user-changes';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const setUserPassword = defineOperation({
  name: 'users.setPassword',
  kind: 'write',
  permission: 'users:write',
  summary: "Set a user's password, a temporary one to be changed at the next sign-in; their sessions and refresh tokens end",
  example: { slug: 'acme', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', password: 'correct horse battery 9', temporary: true },
  input: setPasswordInputSchema,
  output: z.object({}),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'POST', path: '/tenants/{slug}/users/{id}/password', status: 204 },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id, password, temporary }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    const user = await access.users.getById(id);
    if (!user) throw new AppError('not_found', { params: { what: 'user', id } });
    await access.users.setPassword(id, { hash: await hashByPolicy(runtime.store, slug, password, user.email), temporary });
    const ended = await endSessionsOf(access, id, 'password_changed');
    audit.changes([PASSWORD_CHANGE, { path: 'temporary', before: null, after: temporary }, ...endedChanges(ended)]);
    return {};
  },
});
