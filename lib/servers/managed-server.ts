import type { Environment } from '@/lib/env';
import { serverConfigSchema, type ServerConfig } from '@/lib/model/server';

/** Of servers the environment gives; nobody edits them here. */
const EPOCH = '2020-01-01T00:00:00.000Z';
const MANAGED_CONNECTIONS = 80;

/**
 * The server that `TENANT_DB_DSN` gives, as a server like any other but read-only here. It is the
 * default one until an operator makes another the default.
 */
export function managedServers(env: Pick<Environment, 'tenantDbDsn' | 'tenantServerName'>): { config: ServerConfig; password: string }[] {
  if (!env.tenantDbDsn || env.tenantDbDsn === 'none') return [];
  const dsn = new URL(env.tenantDbDsn);
  const config = serverConfigSchema.parse({
    id: env.tenantServerName,
    name: env.tenantServerName,
    driver: 'postgres',
    host: dsn.hostname.replace(/^\[|\]$/g, ''),
    port: Number(dsn.port || 5432),
    database: decodeURIComponent(dsn.pathname.slice(1)) || 'postgres',
    username: decodeURIComponent(dsn.username) || 'postgres',
    tls: { mode: tlsMode(dsn.searchParams.get('sslmode')) },
    maxConnections: Number(dsn.searchParams.get('max_connections') ?? MANAGED_CONNECTIONS),
    isDefault: true,
    createdAt: EPOCH,
    updatedAt: EPOCH,
  });
  return [{ config, password: decodeURIComponent(dsn.password) }];
}

/** libpq's `sslmode` (PostgreSQL manual, 34.1.2); what may fall back there is strict here. */
function tlsMode(sslmode: string | null): 'disable' | 'require' | 'verify-ca' | 'verify-full' {
  if (sslmode === 'require' || sslmode === 'verify-ca' || sslmode === 'verify-full') return sslmode;
  return sslmode === 'prefer' ? 'require' : 'disable';
}
