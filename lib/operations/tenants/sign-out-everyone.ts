import { z } from 'zod';
import { endedSchema } from '@/lib/model/account';
import { tenantData } from '@/lib/tenants/tenant-data';
import { endAllSessions, endedChanges } from '@/lib/users/end-sessions';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const signOutEveryone = defineOperation({
  name: 'tenants.signOutEveryone',
  kind: 'write',
  permission: 'users:write',
  summary: 'End all sessions and refresh tokens of a tenant',
  input: z.object({ slug: z.string() }),
  output: endedSchema,
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'POST', path: '/tenants/{slug}/sign-out-everyone' },
  target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
  publishes: 'session',
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'tokens');
    const ended = await endAllSessions(access, 'sign_out_everyone');
    audit.changes(endedChanges(ended));
    return ended;
  },
});
