import { isAppError } from '@/lib/errors';
import type { Client, ClientConfig } from '@/lib/model/client';
import type { Records } from '@/lib/records/ports';
import type { Versioned } from '@/lib/store/ports';
import { isLiveSecret } from './client-secrets';

/** When each secret was last used; null while the records cannot be reached. */
export type LastUsed = ReadonlyMap<string, string> | null;

export function lastUsedOf({ clientSecrets }: Pick<Records, 'clientSecrets'>, tenantId: string): Promise<LastUsed> {
  return clientSecrets.lastUsed(tenantId).catch((error: unknown) => {
    if (isAppError(error, 'server_unreachable')) return null;
    throw error;
  });
}

/** A client as the doors answer it: what was decided, and what the machine saw. No hash of any secret. */
export function clientView({ secrets, ...rest }: Versioned<ClientConfig>, lastUsed: LastUsed): Client {
  const shown = secrets.map(({ hash: _hash, ...secret }) => ({
    ...secret,
    lastUsedAt: lastUsed?.get(secret.id) ?? null,
    status: isLiveSecret(secret) ? ('live' as const) : ('expired' as const),
  }));
  const moments = shown.flatMap((secret) => secret.lastUsedAt ?? []).sort();
  return { ...rest, secrets: shown, lastUsedAt: moments.at(-1) ?? null, lastUsedKnown: lastUsed !== null };
}
