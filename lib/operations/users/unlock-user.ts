import { z } from 'zod';
import { userRefSchema } from '@/lib/model/user';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const unlockUser = defineOperation({
  name: 'users.unlock',
  kind: 'write',
  permission: 'users:write',
  summary: 'Let a user who is locked out try again: password and second factor',
  input: userRefSchema,
  output: z.object({ unlocked: z.boolean() }),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'POST', path: '/tenants/{slug}/users/{id}/unlock' },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    await requireUser(access, id);
    const lockedUntil = (await access.identities.list(id)).find((identity) => identity.lockedUntil !== null)?.lockedUntil ?? null;
    const unlocked = await access.identities.unlock(id);
    await access.mfa.clearAttempts(id);
    audit.changes(unlocked ? [{ path: 'lockedUntil', before: lockedUntil, after: null }] : []);
    return { unlocked };
  },
});
