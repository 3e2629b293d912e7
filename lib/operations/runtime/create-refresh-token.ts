import { createdRefreshTokenSchema, createRefreshTokenInputSchema } from '@/lib/model/runtime';
import { knownClient, refreshLifetimeOf, requireAllowed, requireGrant, requireStillThere } from '@/lib/clients/known-client';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { refuseDisabled } from '@/lib/users/refuse-disabled';
import { runtimeOperation } from './runtime-operation';

export const createRefreshToken = runtimeOperation({
  name: 'runtime.createRefreshToken',
  summary: "Make a refresh token, for as long as the client's or else the tenant's settings say",
  example: { slug: 'acme', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', clientId: 'web', scopes: ['openid', 'offline_access'] },
  input: createRefreshTokenInputSchema,
  output: createdRefreshTokenSchema,
  errors: ['not_found', 'invalid_state'],
  path: 'refresh-tokens',
  status: 201,
  handler: async ({ slug, ...given }, { runtime }) => {
    const { access, settings } = await tenantData(runtime.store, slug, 'tokens');
    const client = await knownClient(access, given.clientId);
    requireGrant(client, 'refresh_token');
    await requireAllowed(access, client, given.scopes);
    const { token, refreshToken } = await access.tokens.create({ ...given, lifetimeSeconds: refreshLifetimeOf(client, settings) });
    await requireStillThere(access, given.clientId, () => access.tokens.revoke(refreshToken.id, 'client_deleted'));
    await refuseDisabled(access, 'token', given, () => access.tokens.revoke(refreshToken.id, 'user_disabled'));
    await recordSignIn(access, { kind: 'token', outcome: 'created', userId: given.userId }, given);
    return { token, expiresAt: refreshToken.expiresAt, refreshToken };
  },
});
