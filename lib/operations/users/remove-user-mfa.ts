import { z } from 'zod';
import { userRefSchema } from '@/lib/model/user';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS, userTarget } from './user-errors';

export const removeUserMfa = defineOperation({
  name: 'users.removeMfa',
  kind: 'write',
  permission: 'users:write',
  summary: "Remove a user's authenticator, recovery codes and trusted devices",
  input: userRefSchema,
  output: z.object({}),
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/users/{id}/mfa', status: 204 },
  target: userTarget,
  publishes: 'user',
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'mfa');
    await requireUser(access, id);
    const { totp, recoveryCodesLeft, devices } = await access.mfa.state(id);
    await access.mfa.remove(id);
    const gone = [
      { path: 'mfa.totp', before: totp ? (totp.confirmedAt ? 'confirmed' : 'begun') : null, after: null },
      { path: 'mfa.recoveryCodes', before: recoveryCodesLeft || null, after: null },
      { path: 'mfa.devices', before: devices.length || null, after: null },
    ];
    audit.changes(gone.filter(({ before }) => before !== null));
    return {};
  },
});
