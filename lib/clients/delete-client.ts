import { AppError } from '@/lib/errors';
import type { Client } from '@/lib/model/client';
import type { Store, TenantAccess } from '@/lib/store/ports';
import { clientView } from './client-view';
import { tenantIdOf, type ClientDeps } from './clients';

export interface EndedClient {
  client: Client;
  refreshTokens: number;
  consents: number;
}

/**
 * Takes a client away with all that users gave it. What it holds ends first: a client whose database cannot be reached
 * stays, for another of its name must not find the tokens of this one. What is made in between ends with the second look,
 * and what is made after it is taken back by whoever made it (see `requireStillThere`).
 * @throws AppError `not_found`, `precondition_failed`, and whatever keeps the tenant's database from answering.
 */
export async function deleteClient({ store, records }: Omit<ClientDeps, 'store'> & { store: Store }, slug: string, clientId: string, version: string): Promise<EndedClient> {
  const clients = store.config.clients(slug);
  const found = await clients.get(clientId);
  if (!found) throw new AppError('not_found', { params: { what: 'client', id: clientId.slice(0, 64) } });
  if (version !== '*' && version !== found.version) throw new AppError('precondition_failed', { params: { id: clientId } });
  const access = await store.forTenant(slug);
  const first = await endAllOf(access, clientId);
  const gone = await clients.remove(clientId, version);
  const second = await endAllOf(access, clientId);
  await records.clientSecrets.forget(await tenantIdOf(store, slug), gone.secrets.map((secret) => secret.id)).catch(() => undefined);
  return { client: clientView(gone, new Map()), refreshTokens: first.refreshTokens + second.refreshTokens, consents: first.consents + second.consents };
}

async function endAllOf(access: TenantAccess, clientId: string): Promise<{ refreshTokens: number; consents: number }> {
  if (!access.hasDb()) return { refreshTokens: 0, consents: 0 };
  const refreshTokens = await access.tokens.revokeClient(clientId, 'client_deleted');
  return { refreshTokens, consents: await access.consents.revokeClient(clientId) };
}
