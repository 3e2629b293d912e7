import { findClient } from '@/lib/clients/known-client';
import { activeTenant } from '@/lib/clients/verify-secret';
import { AppError } from '@/lib/errors';
import { runtimeClientInputSchema, runtimeClientSchema } from '@/lib/model/runtime';
import { refreshLifetimeOf } from '@/lib/clients/known-client';
import { runtimeOperation } from './runtime-operation';

export const getRuntimeClient = runtimeOperation({
  name: 'runtime.getClient',
  summary: 'Get what a client may do: its addresses, grants, scopes and lifetimes',
  example: { slug: 'acme', clientId: 'web' },
  input: runtimeClientInputSchema,
  output: runtimeClientSchema,
  errors: ['not_found'],
  method: 'GET',
  path: 'clients/{clientId}',
  handler: async ({ slug, clientId }, { runtime }) => {
    const access = await activeTenant(runtime, slug);
    const client = await findClient(access, clientId);
    const settings = (await runtime.store.config.tenants.current(slug))?.settings;
    if (!client || !settings) throw new AppError('not_found', { params: { what: 'client', id: clientId } });
    return { ...client, refreshTokenTtlSeconds: refreshLifetimeOf(client, settings) };
  },
});
