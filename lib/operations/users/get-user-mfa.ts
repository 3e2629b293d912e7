import { mfaStateSchema } from '@/lib/model/account';
import { userRefSchema } from '@/lib/model/user';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const getUserMfa = defineOperation({
  name: 'users.mfa',
  kind: 'read',
  permission: 'users:read',
  summary: "Get the state of a user's second factors",
  input: userRefSchema,
  output: mfaStateSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/{id}/mfa' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime }) => {
    const { access, settings } = await tenantData(runtime.store, slug, 'mfa');
    await requireUser(access, id);
    return { required: settings.security.mfaRequired, ...(await access.mfa.state(id)) };
  },
});
