import { confirmMfaInputSchema, mfaConfirmedSchema } from '@/lib/model/runtime';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { claimMfaAttempt } from '@/lib/users/mfa-attempts';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const confirmMfa = runtimeOperation({
  name: 'runtime.confirmMfa',
  summary: 'Confirm an authenticator by a code of it; answers ten recovery codes, once',
  example: { slug: 'acme', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', code: '123456' },
  input: confirmMfaInputSchema,
  output: mfaConfirmedSchema,
  errors: ['not_found'],
  path: 'mfa/confirm',
  handler: async ({ slug, userId, code, ...from }, { runtime }) => {
    const { access, settings } = await tenantData(runtime.store, slug, 'mfa');
    await requireUser(access, userId);
    const lockedUntil = await claimMfaAttempt(access, userId, settings.security);
    const verdict = lockedUntil === null ? await access.mfa.confirm(userId, code) : { ok: false as const, reason: 'locked' as const, lockedUntil };
    if (verdict.ok) await access.mfa.clearAttempts(userId);
    await recordSignIn(access, { kind: 'mfa', outcome: verdict.ok ? 'confirmed' : verdict.reason, userId }, from);
    return verdict;
  },
});
