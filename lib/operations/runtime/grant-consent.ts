import { grantConsentInputSchema, grantedConsentSchema } from '@/lib/model/runtime';
import { knownClient, requireAllowed, requireStillThere } from '@/lib/clients/known-client';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const grantConsent = runtimeOperation({
  name: 'runtime.grantConsent',
  summary: 'Keep what a user allowed a client, added to what was allowed before',
  example: { slug: 'acme', userId: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', clientId: 'web', scopes: ['openid', 'email'] },
  input: grantConsentInputSchema,
  output: grantedConsentSchema,
  errors: ['not_found'],
  path: 'consents',
  handler: async ({ slug, userId, scopes, ...from }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'consents');
    const client = await knownClient(access, from.clientId);
    await requireAllowed(access, client, scopes);
    const consent = await access.consents.grant(userId, from.clientId, scopes);
    await requireStillThere(access, from.clientId, () => access.consents.revoke(userId, from.clientId));
    await recordSignIn(access, { kind: 'consent', outcome: 'granted', userId }, from);
    return consent;
  },
});
