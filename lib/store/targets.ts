import { AppError } from '@/lib/errors';
import type { ServerConfig } from '@/lib/model/server';
import type { TenantConfig } from '@/lib/model/tenant';
import type { SecretBox } from '@/lib/secrets/secretbox';
import { noDatabase } from './adapters/noop';
import type { ConfigStore, ServerTarget, TenantTarget } from './ports';

/** What a stored server's password and a tenant's own password are sealed for. */
export const serverPasswordOwner = (serverId: string): string => `server/${serverId}/password`;
export const tenantPasswordOwner = (tenantId: string): string => `tenant/${tenantId}/database.password`;

/** Turns configuration into something to connect to, by opening its secrets. */
export class Targets {
  constructor(
    private readonly config: ConfigStore,
    private readonly secretbox: SecretBox,
    /** Passwords of the servers that the environment gives. */
    private readonly managedPasswords: ReadonlyMap<string, string>,
  ) {}

  /** @throws AppError `not_found`. */
  async server(serverId: string): Promise<ServerTarget> {
    const server = await this.config.servers.get(serverId);
    if (!server) throw new AppError('not_found', { params: { type: 'server', id: serverId } });
    return { ...connectionOf(server), password: this.passwordOf(server) };
  }

  /** @throws AppError `tenant_no_database`; `not_found` when its server is gone. */
  async tenant(tenant: TenantConfig): Promise<TenantTarget> {
    const { id: tenantId, slug, database: placement } = tenant;
    if (!placement) throw noDatabase(slug);
    const server = await this.server(placement.serverId);
    const password = placement.passwordSealed ? this.secretbox.open(placement.passwordSealed, tenantPasswordOwner(tenantId)) : null;
    return { tenantId, slug, server, placement, password };
  }

  private passwordOf(server: ServerConfig): string {
    const managed = this.managedPasswords.get(server.id);
    if (managed !== undefined) return managed;
    return server.passwordSealed ? this.secretbox.open(server.passwordSealed, serverPasswordOwner(server.id)) : '';
  }
}

/** What a server in a folder has none of. */
const NO_NETWORK = { host: '', port: 0, directHost: null, directPort: null, database: '', maintenanceDatabase: '', username: '', tls: { mode: 'disable' } } as const;

/** A server's configuration as something to connect to. */
export function connectionOf(server: ServerConfig): Omit<ServerTarget, 'password'> {
  const { id, name, driver, maxConnections } = server;
  if ('directory' in server) return { id, name, driver, maxConnections, ...NO_NETWORK, directory: server.directory };
  const { host, port, directHost, directPort, database, maintenanceDatabase, username, tls } = server;
  return { id, name, driver, maxConnections, host, port, directHost, directPort, database, maintenanceDatabase, username, tls };
}
