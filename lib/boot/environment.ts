import { EnvironmentError, readEnvironment, type Environment } from '@/lib/env';
import { EMBEDDED_DATABASES } from '@/lib/embedded-postgres/supervised';
import { localKeys } from './keys';

/** Does this configuration want the embedded PostgreSQL? */
export function needsEmbedded(env: Environment): boolean {
  return env.embeddedPostgres !== 'off' && (env.globalDbDsn === undefined || env.tenantDbDsn === undefined);
}

/** Address that a person on this machine can open, whatever the server listens on. */
export function usableAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' || host === '' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * Environment of the web server and the worker, for `up` and for the command line by itself: with the
 * embedded server's addresses and, on the embedded default, the keys kept below `FS_ROOT`.
 * @throws EnvironmentError naming each variable that is lacking.
 */
export async function childEnvironment(o: {
  source: NodeJS.ProcessEnv;
  env: Environment;
  dsn: ((database: string) => string) | null;
  warn: (line: string) => void;
}): Promise<NodeJS.ProcessEnv> {
  const { source, env, dsn } = o;
  const child: NodeJS.ProcessEnv = { ...source, FS_ROOT: env.fsRoot, HOST: env.host, PORT: String(env.port) };
  if (dsn) {
    child.GLOBAL_DB_DSN = env.globalDbDsn ?? dsn(EMBEDDED_DATABASES.records);
    if (env.tenantDbDsn === undefined) {
      child.TENANT_DB_DSN = dsn(EMBEDDED_DATABASES.tenants);
      child.TENANTRY_TENANT_SERVER = 'embedded';
    }
  }
  if (!hasOwnServers(env)) await fillKeys(child, env, o.warn);
  requireVariables(child);
  return child;
}

/** Servers of one's own: there the keys are the operator's to give, as in production. */
function hasOwnServers(env: Environment): boolean {
  return [env.globalDbDsn, env.tenantDbDsn].some((dsn) => dsn !== undefined && dsn !== 'none');
}

async function fillKeys(child: NodeJS.ProcessEnv, env: Environment, warn: (line: string) => void): Promise<void> {
  child.NEXTAUTH_URL = env.nextauthUrl ?? usableAddress(env.host, env.port);
  if (env.masterKeys && env.nextauthSecret) return;
  const keys = await localKeys(env.fsRoot);
  if (!env.masterKeys) child.SECRETBOX_MASTER_KEY = keys.masterKey;
  child.NEXTAUTH_SECRET = env.nextauthSecret ?? keys.nextauthSecret;
  if (keys.made.length > 0) warn(`Warning: made keys in ${env.fsRoot}/keys. Keep a copy: what they sealed cannot be read without them.`);
}

const REASONS: Record<string, string> = {
  SECRETBOX_MASTER_KEY: 'missing: base64 of 32 bytes (openssl rand -base64 32)',
  NEXTAUTH_SECRET: 'missing: a long random text (openssl rand -base64 32)',
  NEXTAUTH_URL: 'missing: the address people open, such as https://console.example.com',
  GLOBAL_DB_DSN: 'missing: postgres://…, or none',
  TENANT_DB_DSN: 'missing: postgres://…, mysql://…, file:/folder, or none',
};

/**
 * Checks that all is there which a server needs that makes nothing by itself.
 * @throws EnvironmentError naming each variable that is wrong or lacking.
 */
export function requireVariables(source: NodeJS.ProcessEnv): Environment {
  const env = readEnvironment(source);
  const problems = Object.entries(REASONS)
    .filter(([variable]) => !source[variable]?.trim())
    .map(([variable, reason]) => ({ variable, reason }));
  if (problems.length > 0) throw new EnvironmentError(problems);
  return env;
}
