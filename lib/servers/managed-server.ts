import { fileURLToPath } from 'node:url';
import type { Environment } from '@/lib/env';
import { serverConfigSchema, type ServerConfig } from '@/lib/model/server';
import { DRIVER_TRAITS, type Driver } from '@/lib/model/server-drivers';

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
  const scheme = SCHEMES[dsn.protocol];
  // The environment was checked when it was read.
  if (!scheme) throw new Error(`no server is described by ${dsn.protocol}`);
  const config = serverConfigSchema.parse({
    ...scheme(dsn),
    id: env.tenantServerName,
    name: env.tenantServerName,
    maxConnections: Number(dsn.searchParams.get('max_connections') ?? MANAGED_CONNECTIONS),
    isDefault: true,
    createdAt: EPOCH,
    updatedAt: EPOCH,
  });
  return [{ config, password: decodeURIComponent(dsn.password) }];
}

const network = (driver: Driver, dsn: URL) => ({
  driver,
  host: dsn.hostname.replace(/^\[|\]$/g, ''),
  port: Number(dsn.port || DRIVER_TRAITS[driver].initial.port),
  username: decodeURIComponent(dsn.username),
  database: decodeURIComponent(dsn.pathname.slice(1)),
});
function postgres(dsn: URL) {
  const { username, database, ...rest } = network('postgres', dsn);
  return { ...rest, username: username || 'postgres', database: database || 'postgres', tls: { mode: tlsMode(dsn.searchParams.get('sslmode')) } };
}

/** Whoever gives no database signs in to the server's own: a tenant's is made beside it. */
function mysql(dsn: URL) {
  const { username, database, ...rest } = network('mysql', dsn);
  const tls = MYSQL_TLS[dsn.searchParams.get('ssl-mode')?.toUpperCase() ?? ''] ?? 'disable';
  return { ...rest, username: username || 'root', database: database || 'mysql', tls: { mode: tls } };
}

/** The `ssl-mode` of MySQL's clients; what may fall back there is strict here. */
const MYSQL_TLS: Record<string, 'disable' | 'require' | 'verify-ca' | 'verify-full'> = {
  PREFERRED: 'require',
  REQUIRED: 'require',
  VERIFY_CA: 'verify-ca',
  VERIFY_IDENTITY: 'verify-full',
};

/** What each kind of connection string says, by its scheme. */
export const SCHEMES: Record<string, (dsn: URL) => Record<string, unknown>> = {
  'postgres:': postgres,
  'postgresql:': postgres,
  'mysql:': mysql,
  'file:': (dsn) => ({ driver: 'sqlite', directory: fileURLToPath(dsn) }),
};

/** libpq's `sslmode` (PostgreSQL manual, 34.1.2); what may fall back there is strict here. */
function tlsMode(sslmode: string | null): 'disable' | 'require' | 'verify-ca' | 'verify-full' {
  if (sslmode === 'require' || sslmode === 'verify-ca' || sslmode === 'verify-full') return sslmode;
  return sslmode === 'prefer' ? 'require' : 'disable';
}
