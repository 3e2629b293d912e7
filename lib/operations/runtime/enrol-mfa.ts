import { mfaSecretSchema, mfaUserInputSchema } from '@/lib/model/runtime';
import { totpUri } from '@/lib/secrets/totp';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const enrolMfa = runtimeOperation({
  name: 'runtime.enrolMfa',
  summary: 'Begin to enrol an authenticator: its secret, and what it scans. It counts once a code of it was confirmed',
  example: { slug: 'acme', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11' },
  input: mfaUserInputSchema,
  output: mfaSecretSchema,
  errors: ['not_found', 'invalid_state'],
  path: 'mfa/enrol',
  handler: async ({ slug, userId, ...from }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'mfa');
    const user = await requireUser(access, userId);
    const tenant = await runtime.store.config.tenants.current(slug);
    const { secret } = await access.mfa.enrol(userId);
    await recordSignIn(access, { kind: 'mfa', outcome: 'enrolled', userId }, from);
    return { secret, uri: totpUri(secret, { issuer: tenant?.displayName || tenant?.name || slug, label: user.email }) };
  },
});
