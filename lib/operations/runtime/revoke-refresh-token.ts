import { refreshTokenInputSchema, revokedSchema } from '@/lib/model/runtime';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const revokeRefreshToken = runtimeOperation({
  name: 'runtime.revokeRefreshToken',
  summary: 'Revoke a refresh token that a client gives back, with its family (RFC 7009)',
  example: { slug: 'acme', token: 'tnr_3q2-7wAAJ0mVnV1mX0zvB0QeQ9j1Kp1oYf2m4X5c6d7', clientId: 'web' },
  input: refreshTokenInputSchema,
  output: revokedSchema,
  path: 'refresh-tokens/revoke',
  handler: async ({ slug, token, ...from }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'tokens');
    const revoked = await access.tokens.revokeToken(token, 'given_back', from.clientId);
    const found = revoked ? await access.tokens.getByToken(token) : null;
    if (found) await recordSignIn(access, { kind: 'token', outcome: 'revoked', userId: found.userId, clientId: found.clientId }, from);
    return { revoked };
  },
});
