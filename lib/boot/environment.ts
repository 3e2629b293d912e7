import { EnvironmentError, readEnvironment } from '@/lib/env';
import type { PostgresServer } from '@/lib/embedded-postgres';
import { startEmbedded } from '@/lib/embedded-postgres/supervised';
import type { Logger } from '@/lib/log';
import { localKeys } from './keys';

export interface PreparedEnvironment {
  /** What web and worker are started with. */
  env: NodeJS.ProcessEnv;
  postgres: PostgresServer | null;
  /** Said to the operator once. */
  warnings: string[];
}

/**
 * Fills in what the embedded default leaves open: databases, keys, the console's address. On servers
 * of one's own the keys are the operator's to give.
 * @throws EnvironmentError naming each variable that is lacking.
 */
export async function prepareEnvironment(source: NodeJS.ProcessEnv, log: Logger): Promise<PreparedEnvironment> {
  const env = readEnvironment(source);
  const prepared: NodeJS.ProcessEnv = { ...source, FS_ROOT: env.fsRoot, PORT: String(env.port), HOST: env.host };
  const warnings: string[] = [];
  const wantsEmbedded = env.globalDbDsn === undefined || env.tenantDbDsn === undefined;
  if (wantsEmbedded && env.embeddedPostgres === 'off') {
    const lacking = [!env.globalDbDsn && 'GLOBAL_DB_DSN', !env.tenantDbDsn && 'TENANT_DB_DSN'].filter((name) => name !== false);
    throw new EnvironmentError(lacking.map((variable) => ({ variable, reason: 'missing, and EMBEDDED_POSTGRES is off (postgres://… or none)' })));
  }
  const ownDatabases = [env.globalDbDsn, env.tenantDbDsn].some((dsn) => dsn !== undefined && dsn !== 'none');
  await fillKeys(prepared, env.fsRoot, ownDatabases, warnings);
  prepared.NEXTAUTH_URL ??= `http://${displayHost(env.host)}:${env.port}`;
  if (!wantsEmbedded) return { env: prepared, postgres: null, warnings };
  const postgres = await startEmbedded({ fsRoot: env.fsRoot, log });
  if (env.globalDbDsn === undefined) prepared.GLOBAL_DB_DSN = postgres.dsn('tenantry');
  if (env.tenantDbDsn === undefined) {
    prepared.TENANT_DB_DSN = postgres.dsn('tenants');
    prepared.TENANTRY_TENANT_SERVER = 'embedded';
  }
  return { env: prepared, postgres, warnings };
}

async function fillKeys(prepared: NodeJS.ProcessEnv, fsRoot: string, ownDatabases: boolean, warnings: string[]): Promise<void> {
  const lacking = (['SECRETBOX_MASTER_KEY', 'NEXTAUTH_SECRET'] as const).filter((name) => !prepared[name]);
  if (lacking.length === 0) return;
  if (ownDatabases) throw new EnvironmentError(lacking.map((variable) => ({ variable, reason: 'missing (openssl rand -base64 32)' })));
  const keys = await localKeys(fsRoot);
  prepared.SECRETBOX_MASTER_KEY ||= keys.masterKey;
  prepared.NEXTAUTH_SECRET ||= keys.nextauthSecret;
  if (keys.made) warnings.push(`Keys were made under ${fsRoot}/keys. Keep them: what is sealed with them opens with nothing else.`);
}

/** An address a browser on this machine can open, whatever is listened on. */
export function displayHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
