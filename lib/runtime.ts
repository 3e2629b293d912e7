import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseTrustedProxies, type TrustedProxies } from '@/lib/auth/client-address';
import { createGraceMemory, type SessionMemory, type TokenMemory } from '@/lib/auth/session-memory';
import { createConfigCopy, type ConfigCopy } from '@/lib/config-copy/config-copy';
import { EnvironmentError, isBuildPhase, readEnvironment, type Environment } from '@/lib/env';
import { recordedFirstUse } from '@/lib/fleet/first-use';
import { createRateLimits, type RateLimits } from '@/lib/limits/rate-limits';
import { createLogger, type Logger } from '@/lib/log';
import { createMetrics, type Metrics } from '@/lib/metrics/create-metrics';
import { databaseStatus } from '@/lib/provisioning/database-status';
import { openRecords } from '@/lib/records';
import type { Records } from '@/lib/records/ports';
import { createSecretBox } from '@/lib/secrets/create-secret-box';
import type { SecretBox } from '@/lib/secrets/secretbox';
import { managedServers } from '@/lib/servers/managed-server';
import { openStore, POOL_SHARES } from '@/lib/store';
import type { Store } from '@/lib/store/ports';
import { customColumnsOf } from '@/lib/users/custom-columns-of';
import packageJson from '@/package.json';

/** All that a process shares: made once, kept under a global symbol, closed at the end. */
export interface Runtime {
  readonly env: Environment;
  readonly log: Logger;
  readonly secretbox: SecretBox;
  readonly role: ProcessRole;
  readonly records: Records;
  /** The control plane's copy in the global database; null where there is none. */
  readonly configCopy: ConfigCopy | null;
  readonly store: Store;
  readonly sessionMemory: SessionMemory;
  readonly trustedProxies: TrustedProxies;
  readonly metrics: Metrics;
  readonly tokenMemory: TokenMemory;
  readonly rateLimits: RateLimits;
  /** Random per process; the test of one runtime per process compares it through every door. */
  readonly instanceId: string;
  close(): Promise<void>;
}

/** Which process this is; decides its name in the log and its share of each server's connections. */
export type ProcessRole = 'web' | 'worker' | 'cli';
/** Together never more than a server's whole budget: the command line works by itself only where no server runs. */
const POOL_SHARE: Record<ProcessRole, number> = { ...POOL_SHARES, cli: POOL_SHARES.web };

const KEY = Symbol.for('tenantry.runtime');
type Holder = { [KEY]?: Promise<Runtime> };

/**
 * The process's runtime, opened at the first call. A production build evaluates modules more than
 * once in a process, so it is kept under a global symbol and not in this module.
 * @throws EnvironmentError naming what is lacking; a failed opening is not kept.
 */
export function getRuntime(role: ProcessRole = 'web'): Promise<Runtime> {
  const holder = globalThis as Holder;
  holder[KEY] ??= openRuntime(readEnvironment(), role).catch((error: unknown) => {
    delete holder[KEY];
    throw error;
  });
  return holder[KEY];
}

/** Closes what {@link getRuntime} opened, if it did. */
export async function closeRuntime(): Promise<void> {
  const holder = globalThis as Holder;
  const open = holder[KEY];
  delete holder[KEY];
  if (open) await (await open).close();
}

/** Opens a runtime of its own; tests do, with an environment of theirs. */
export async function openRuntime(env: Environment, role: ProcessRole, log: Logger = createLogger(env.logLevel, role)): Promise<Runtime> {
  if (isBuildPhase()) throw new Error('nothing opens during the build');
  if (!env.masterKeys) throw new EnvironmentError([{ variable: 'SECRETBOX_MASTER_KEY', reason: 'missing: base64 of 32 bytes (openssl rand -base64 32)' }]);
  const secretbox = createSecretBox(env.masterKeys);
  const trustedProxies = parseTrustedProxies(env.trustedProxies);
  const globalDbDsn = env.globalDbDsn === undefined || env.globalDbDsn === 'none' ? null : env.globalDbDsn;
  const records = await openRecords({ globalDbDsn, fsRoot: env.fsRoot, log });
  const configCopy = globalDbDsn === null ? null : createConfigCopy(env.fsRoot, records.configCopy, log);
  const store: Store = await openStore({
    fsRoot: env.fsRoot,
    globalDb: globalDbDsn !== null,
    ...(configCopy ? { onConfigWrite: configCopy.written } : {}),
    managedServers: managedServers(env),
    secretbox,
    status: { statusOf: (tenantId) => databaseStatus({ records, store }, tenantId) },
    customColumns: customColumnsOf,
    log,
    fileRoots: env.sqliteRoots,
    aroundMigration: recordedFirstUse({ records, log, role }),
    migrationsDir: join(process.cwd(), 'migrations'),
    poolShare: POOL_SHARE[role],
  });
  const instanceId = randomUUID();
  log.info({ instanceId, mode: await store.mode() }, 'runtime opened');
  return {
    env,
    log,
    secretbox,
    role,
    records,
    configCopy,
    store,
    trustedProxies,
    // One process tells of the whole console; the others of themselves.
    metrics: createMetrics({ role, version: packageJson.version, store, ...(role === 'web' && { fleet: { store, records, configCopy } }) }),
    sessionMemory: createGraceMemory(),
    tokenMemory: createGraceMemory(),
    rateLimits: createRateLimits(env.rateLimits),
    instanceId,
    close: async () => {
      await store.close();
      await records.close();
    },
  };
}
