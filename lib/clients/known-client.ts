import { AppError, invalidField } from '@/lib/errors';
import type { ClientConfig, GrantType } from '@/lib/model/client';
import type { ScopeConfig } from '@/lib/model/scope';
import type { TenantSettings } from '@/lib/model/tenant';
import { scopesByName, withDependencies } from '@/lib/scopes/all-scopes';
import type { TenantAccess } from '@/lib/store/ports';

type Clients = Pick<TenantAccess, 'clients'>;

export async function findClient({ clients }: Clients, clientId: string): Promise<ClientConfig | undefined> {
  return (await clients.current()).find((client) => client.clientId === clientId);
}

/** @throws AppError `validation_failed` at `clientId`. */
export async function knownClient(access: Clients, clientId: string): Promise<ClientConfig> {
  const client = await findClient(access, clientId);
  if (!client) throw invalidField('clientId', 'clientUnknown');
  return client;
}

/** The client of an end user's request, where one is named. */
export async function namedClient(access: Clients, clientId: string | undefined): Promise<ClientConfig | null> {
  return clientId === undefined ? null : knownClient(access, clientId);
}

/** @throws AppError `validation_failed` at `clientId`. */
export function requireGrant(client: ClientConfig, grant: GrantType): void {
  if (!client.grantTypes.includes(grant)) throw invalidField('clientId', 'grantNotAllowed');
}

/** Scopes that a client asks for and may not have; `scopes` is what it may, each with what it depends on. */
export function askedScopes(client: ClientConfig, own: readonly ScopeConfig[], asked: readonly string[]): { scopes: string[]; refused: string[] } {
  const known = scopesByName(own);
  const allowed = (name: string) => client.scopes.includes(name) && known.has(name);
  return { scopes: [...new Set(asked.filter(allowed).flatMap((name) => withDependencies(name, known)))].sort(), refused: asked.filter((name) => !allowed(name)) };
}

/** @throws AppError `validation_failed` per scope. */
export async function requireAllowed(access: Pick<TenantAccess, 'scopes'>, client: ClientConfig, asked: readonly string[]): Promise<void> {
  const { refused } = askedScopes(client, await access.scopes.current(), asked);
  if (refused.length === 0) return;
  throw new AppError('validation_failed', { issues: refused.map((scope) => ({ path: `scopes.${asked.indexOf(scope)}`, message: 'scopeNotAllowed', params: { scope } })) });
}

/** Seconds: the client's own, else the tenant's. */
export const refreshLifetimeOf = (client: ClientConfig, settings: TenantSettings): number => client.refreshTokenTtlSeconds ?? settings.refreshLifetimeSeconds;

/**
 * Takes back what was just made for a client that was deleted meanwhile. Asked after it was written: whoever deletes a
 * client ends what it holds after that, so one of the two always sees the other's work.
 * @throws AppError `validation_failed` at `clientId`.
 */
export async function requireStillThere(access: Clients, clientId: string, takeBack: () => Promise<unknown>): Promise<void> {
  if (await findClient(access, clientId)) return;
  await takeBack();
  throw invalidField('clientId', 'clientUnknown');
}
