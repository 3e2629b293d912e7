import { passwordVerdictSchema, verifyPasswordInputSchema } from '@/lib/model/runtime';
import { namedClient } from '@/lib/clients/known-client';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { requireVerifiedEmail } from '@/lib/users/require-verified-email';
import { verifyUserPassword } from '@/lib/users/verify-password';
import { runtimeOperation } from './runtime-operation';

export const verifyPassword = runtimeOperation({
  name: 'runtime.verifyPassword',
  summary: "Verify a user's password, with lockout, temporary passwords and the need of a second factor",
  example: { slug: 'acme', email: 'ada@example.com', password: 'correct horse battery 9', clientId: 'web', ip: '192.0.2.1' },
  input: verifyPasswordInputSchema,
  output: passwordVerdictSchema,
  path: 'verify-password',
  handler: async ({ slug, ...given }, { runtime }) => {
    const { access, settings } = await tenantData(runtime.store, slug, 'users');
    const client = await namedClient(access, given.clientId);
    const { userId, verdict: found } = await verifyUserPassword(access, settings, given);
    const verdict = client?.requireEmailVerification ? await requireVerifiedEmail(access, found) : found;
    await recordSignIn(access, { kind: 'password', outcome: verdict.reason ?? 'ok', userId }, given);
    return verdict;
  },
});
