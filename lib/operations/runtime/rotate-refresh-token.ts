import { refreshTokenInputSchema, rotationSchema } from '@/lib/model/runtime';
import { rotateOfClient } from '@/lib/clients/rotate-token';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const rotateRefreshToken = runtimeOperation({
  name: 'runtime.rotateRefreshToken',
  summary: 'Exchange a refresh token for the next one; one that is used twice ends its whole family',
  example: { slug: 'acme', token: 'tnr_3q2-7wAAJ0mVnV1mX0zvB0QeQ9j1Kp1oYf2m4X5c6d7', clientId: 'web' },
  input: refreshTokenInputSchema,
  output: rotationSchema,
  path: 'refresh-tokens/rotate',
  handler: async ({ slug, token, ...from }, { runtime }) => {
    const { access, settings } = await tenantData(runtime.store, slug, 'tokens');
    const rotation = await rotateOfClient(access, settings, token, from.clientId);
    if (rotation.ok) {
      const { refreshToken } = rotation;
      await recordSignIn(access, { kind: 'token', outcome: 'rotated', userId: refreshToken.userId, clientId: refreshToken.clientId }, from);
      return { ok: true, token: rotation.token, expiresAt: refreshToken.expiresAt, refreshToken };
    }
    const reason = rotation.reason === 'user_disabled' ? ('disabled' as const) : rotation.reason;
    await recordSignIn(access, { kind: 'token', outcome: reason, userId: rotation.userId ?? null }, from);
    return { ok: false, reason };
  },
});
