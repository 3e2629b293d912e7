import { mfaVerdictSchema, verifyMfaInputSchema } from '@/lib/model/runtime';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { verifySecondFactor } from '@/lib/users/verify-second-factor';
import { runtimeOperation } from './runtime-operation';

export const verifyMfa = runtimeOperation({
  name: 'runtime.verifyMfa',
  summary: "Verify a code of a user's authenticator, or a recovery code; each is good for once",
  example: { slug: 'acme', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', code: '123456', trustDeviceSeconds: 2592000, deviceLabel: 'Firefox on Linux' },
  input: verifyMfaInputSchema,
  output: mfaVerdictSchema,
  errors: ['not_found'],
  path: 'mfa/verify',
  handler: async ({ slug, userId, code, trustDeviceSeconds, deviceLabel, ...from }, { runtime }) => {
    const { access, settings } = await tenantData(runtime.store, slug, 'mfa');
    const { status } = await requireUser(access, userId);
    const verdict = status === 'active' ? await verifySecondFactor({ access, settings }, userId, code) : ({ ok: false, reason: 'disabled' } as const);
    await recordSignIn(access, { kind: 'mfa', outcome: verdict.ok ? 'ok' : verdict.reason, userId }, from);
    if (!verdict.ok || trustDeviceSeconds === undefined) return verdict;
    const { token } = await access.mfa.trustDevice(userId, { label: deviceLabel ?? null, lifetimeSeconds: trustDeviceSeconds });
    return { ...verdict, deviceToken: token };
  },
});
