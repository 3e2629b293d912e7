import { AppError, invalidField, isAppError, type ErrorCode } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import { createServerInputSchema, type ConnectionCheck, type ConnectionTest, type CreateServerInput, type ServerConfig } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';
import { assertAddressAllowed } from '@/lib/servers/address-allowed';
import { SCHEMES } from '@/lib/servers/managed-server';
import { chooseIsolation } from '@/lib/servers/placement';
import { targetFromInput } from '@/lib/servers/server-target';
import { createServer } from '@/lib/servers/write-server';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox' | 'env'>;

/** Connections for one tenant alone; `max_connections` in the string says otherwise. */
const OWN_CONNECTIONS = 10;
/** Of a slug in the server's name, which has at most 60 characters. */
const SLUG_SHOWN = 44;

/** A connection string as a server. The string itself is kept nowhere. @throws AppError `validation_failed` (`database.dsn`). */
export function serverOfDsn(dsn: string, name: string): CreateServerInput {
  const url = URL.canParse(dsn) ? new URL(dsn) : null;
  const parsed = url && createServerInputSchema.safeParse(partsOf(url, name));
  if (!parsed?.success) throw invalidField('database.dsn', 'dsnInvalid');
  return parsed.data;
}

function partsOf(url: URL, name: string): Record<string, unknown> | null {
  const asked = (key: string, field: string) => (url.searchParams.has(key) ? { [field]: url.searchParams.get(key) } : {});
  try {
    const parts = SCHEMES[url.protocol]?.(url);
    return parts
      ? {
          ...parts,
          name,
          ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
          maxConnections: url.searchParams.get('max_connections') ?? OWN_CONNECTIONS,
          ...asked('direct_host', 'directHost'),
          ...asked('direct_port', 'directPort'),
          ...asked('maintenance_database', 'maintenanceDatabase'),
        }
      : null;
  } catch {
    // Badly escaped, or a file's address with a host.
    return null;
  }
}

/** Tries a connection string check by check, as a server is tried before it is saved. @throws AppError `validation_failed`, `host_denied`, `unknown_driver`. */
export async function testOwnServer(runtime: Pick<Deps, 'store' | 'env'>, dsn: string, signal?: AbortSignal): Promise<{ server: CreateServerInput; test: ConnectionTest }> {
  const server = serverOfDsn(dsn, 'own');
  const adapter = runtime.store.adapter(server.driver);
  await assertAddressAllowed(server, runtime.env).catch((error: unknown) => {
    throw isAppError(error, 'validation_failed') ? invalidField('database.dsn', 'dsnInvalid') : error;
  });
  return { server, test: await adapter.test(targetFromInput(server), undefined, signal) };
}

/** Registers a server of a tenant's own, once it was seen to work for that isolation. */
export async function createOwnServer(runtime: Deps, tenant: { id: string; slug: string }, dsn: string, wanted: Isolation | undefined): Promise<ServerConfig> {
  const { server, test } = await testOwnServer(runtime, dsn);
  const isolation = chooseIsolation(runtime.store, { driver: server.driver }, wanted);
  const name = `own ${tenant.slug.slice(0, SLUG_SHOWN)} ${tenant.id.slice(0, 8)}`;
  assertWorks(test, isolation, name);
  return createServer(runtime, { ...server, name }, tenant.id);
}

/** Forgets the servers that only this tenant could use. The tenant must not live on one any more. */
export async function removeOwnServers({ store }: Pick<Runtime, 'store'>, tenantId: string): Promise<void> {
  for (const { id, privateTo } of await store.config.servers.list()) {
    if (privateTo === tenantId) await removeOwnServer({ store }, id);
  }
}

/** @see removeOwnServers */
export async function removeOwnServer({ store }: Pick<Runtime, 'store'>, id: string): Promise<void> {
  await store.config.servers.remove(id, '*');
  await store.forget({ serverId: id });
}

/** What a failed check is called. One that is not here (a clock that is off) is shown, and keeps nobody out. */
const REFUSALS: Partial<Record<ConnectionCheck['name'], ErrorCode>> = {
  resolve: 'server_unreachable',
  tcp: 'server_unreachable',
  tls: 'server_unreachable',
  authenticate: 'server_auth_failed',
  directory: 'server_unreachable',
  version: 'capability_unsupported',
  privileges: 'server_privilege_missing',
  read_write: 'server_privilege_missing',
  pooler: 'needs_direct_connection',
};
/** Privileges that one kind of isolation does without. */
const NOT_NEEDED: Record<Isolation, string> = { schema: 'create_database', database: 'create_schema', file: '' };

function assertWorks({ checks }: ConnectionTest, isolation: Isolation, server: string): void {
  for (const check of checks) {
    const code = REFUSALS[check.name];
    if (check.ok || check.skipped || !code) continue;
    const lacking = String(check.params?.['which'] ?? '').split(', ').filter((which) => which !== NOT_NEEDED[isolation]);
    if (check.detail === 'privilege_missing' && lacking.length === 0) continue;
    throw new AppError(code, { params: { ...check.params, server, privilege: lacking.join(', '), capability: check.name } });
  }
}
