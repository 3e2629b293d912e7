import { AppError } from '@/lib/errors';
import type { Client } from '@/lib/model/client';
import { newClientSecret, withSecret } from './client-secrets';
import { clientView, lastUsedOf } from './client-view';
import { tenantIdOf, type ClientDeps } from './clients';

/**
 * One more secret, told once.
 * @throws AppError `not_found`; `invalid_state` for a public client, or while two are live.
 */
export async function createSecret({ store, records }: ClientDeps, slug: string, clientId: string, { expiresAt = null, othersExpireAt }: { expiresAt?: string | null; othersExpireAt?: string }): Promise<{ clientSecret: string; secretId: string; client: Client }> {
  const now = new Date();
  const { secret, kept } = newClientSecret(now, expiresAt);
  const { after } = await store.config.clients(slug).update(clientId, '*', (client) => ({ ...client, secrets: withSecret(client, kept, othersExpireAt), updatedAt: now.toISOString() }));
  return { clientSecret: secret, secretId: kept.id, client: clientView(after, await lastUsedOf(records, await tenantIdOf(store, slug))) };
}

/** Ends a secret at once, for good. @throws AppError `not_found`. */
export async function revokeSecret({ store, records }: ClientDeps, slug: string, clientId: string, secretId: string): Promise<void> {
  await store.config.clients(slug).update(clientId, '*', (client) => {
    if (!client.secrets.some((secret) => secret.id === secretId)) throw new AppError('not_found', { params: { what: 'secret', id: secretId.slice(0, 64) } });
    return { ...client, secrets: client.secrets.filter((secret) => secret.id !== secretId), updatedAt: new Date().toISOString() };
  });
  await records.clientSecrets.forget(await tenantIdOf(store, slug), [secretId]).catch(() => undefined);
}
