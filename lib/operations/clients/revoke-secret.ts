import { z } from 'zod';
import { revokeSecret } from '@/lib/clients/change-secrets';
import { secretRefSchema } from '@/lib/model/client';
import { defineOperation } from '../define-operation';
import { clientTarget, CONFIG_ERRORS, tellOfClients } from './client-operation';

const MASK = '••••';

export const revokeClientSecret = defineOperation({
  name: 'clients.revokeSecret',
  kind: 'write',
  permission: 'clients:write',
  summary: "Revoke one of a client's secrets",
  example: { slug: 'acme', clientId: 'web', secretId: '9f2c4e6f0e4d0a9a' },
  input: secretRefSchema,
  output: z.object({}),
  errors: [...CONFIG_ERRORS, 'not_found'],
  rest: { method: 'DELETE', path: '/tenants/{slug}/clients/{clientId}/secrets/{secretId}', status: 204 },
  target: clientTarget,
  tenant: ({ slug }) => slug,
  handler: async ({ slug, clientId, secretId }, { runtime, audit }) => {
    await revokeSecret(runtime, slug, clientId, secretId);
    audit.changes([{ path: `secrets.${secretId}`, before: MASK, after: null }]);
    await tellOfClients(runtime, slug, clientId);
    return {};
  },
});
