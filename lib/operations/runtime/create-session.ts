import { createdSessionSchema, createSessionInputSchema } from '@/lib/model/runtime';
import { namedClient } from '@/lib/clients/known-client';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { refuseDisabled } from '@/lib/users/refuse-disabled';
import { runtimeOperation } from './runtime-operation';

export const createSession = runtimeOperation({
  name: 'runtime.createSession',
  summary: "Begin a user's session, for as long as the tenant's settings say",
  example: { slug: 'acme', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', clientId: 'web', ip: '192.0.2.1', device: 'Firefox on Linux', amr: ['pwd'] },
  input: createSessionInputSchema,
  output: createdSessionSchema,
  errors: ['not_found', 'invalid_state'],
  path: 'sessions',
  status: 201,
  handler: async ({ slug, ...given }, { runtime }) => {
    const { access, settings } = await tenantData(runtime.store, slug, 'tokens');
    await namedClient(access, given.clientId);
    const { token, session } = await access.sessions.create({ ...given, lifetimeSeconds: settings.sessionLifetimeSeconds });
    await refuseDisabled(access, 'session', given, () => access.sessions.revoke(session.id, 'user_disabled'));
    await recordSignIn(access, { kind: 'session', outcome: 'created', userId: given.userId }, given);
    return { token, expiresAt: session.expiresAt, session };
  },
});
