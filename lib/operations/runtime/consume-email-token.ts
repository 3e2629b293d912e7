import { consumedEmailTokenSchema, consumeEmailTokenInputSchema } from '@/lib/model/runtime';
import { tenantData } from '@/lib/tenants/tenant-data';
import { consumeEmailToken as consume } from '@/lib/users/consume-email-token';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const consumeEmailToken = runtimeOperation({
  name: 'runtime.consumeEmailToken',
  summary: 'Use a mailed token: verifies the address, or sets a new password and ends all sessions and refresh tokens',
  example: { slug: 'acme', kind: 'reset', token: 'tne_3q2-7wAAJ0mVnV1mX0zvB0QeQ9j1Kp1oYf2m4X5c6d7', password: 'correct horse battery 9' },
  input: consumeEmailTokenInputSchema,
  output: consumedEmailTokenSchema,
  path: 'email-tokens/consume',
  handler: async ({ slug, kind, token, password, ...from }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'emailFlows');
    const { userId, ...verdict } = await consume(runtime.store, access, kind === 'reset' ? { kind, token, password: password ?? '' } : { kind, token });
    await recordSignIn(access, { kind: 'email_token', outcome: verdict.reason ?? (kind === 'reset' ? 'reset' : 'verified'), userId }, from);
    return { ...verdict, ...(verdict.ok && userId !== null && { userId }) };
  },
});
