import { createSecret } from '@/lib/clients/change-secrets';
import { createdSecretSchema, createSecretInputSchema } from '@/lib/model/client';
import { defineOperation } from '../define-operation';
import { clientTarget, CONFIG_ERRORS, tellOfClients } from './client-operation';

const MASK = '••••';

export const createClientSecret = defineOperation({
  name: 'clients.createSecret',
  kind: 'write',
  permission: 'clients:write',
  summary: 'Make another secret for a client, two at most; the answer shows it once',
  example: { slug: 'acme', clientId: 'web', othersExpireAt: '2030-01-31T12:00:00Z' },
  input: createSecretInputSchema,
  output: createdSecretSchema,
  errors: [...CONFIG_ERRORS, 'not_found', 'invalid_state'],
  rest: { method: 'POST', path: '/tenants/{slug}/clients/{clientId}/secrets', status: 201 },
  target: clientTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, clientId, ...how }, { runtime, audit }) => {
    const { client, secretId, clientSecret } = await createSecret(runtime, slug, clientId, how);
    const others = how.othersExpireAt === undefined ? [] : [{ path: 'othersExpireAt', before: null, after: how.othersExpireAt }];
    audit.changes([{ path: `secrets.${secretId}`, before: null, after: MASK }, { path: 'expiresAt', before: null, after: how.expiresAt ?? null }, ...others]);
    await tellOfClients(runtime, slug, clientId);
    return { secretId, clientSecret, expiresAt: how.expiresAt ?? null, client };
  },
});
