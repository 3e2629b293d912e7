import { auditModeAtStart } from '@/lib/audit/audit-mode-change';
import { settleOpenIntents } from '@/lib/audit/settle-open-intents';
import { ensureFirstAdmin, type FirstAdmin } from '@/lib/auth/setup';
import { ensureInstallation } from '@/lib/config-copy/installation';
import { EnvironmentError, readEnvironment, type Environment } from '@/lib/env';
import { isAppError } from '@/lib/errors';
import { createLogger } from '@/lib/log';
import { migrateRecords } from '@/lib/records';
import { openRuntime } from '@/lib/runtime';
import { createSecretBox } from '@/lib/secrets/create-secret-box';
import { ensureMasterKeyMatches } from '@/lib/secrets/master-key-check';

/**
 * What must be so before anything is served: the master key fits what was sealed with it, the
 * records are at their newest shape, what a killed process left open in the audit is settled, and
 * somebody can sign in. Run by `up` and by `start`; safe to run again.
 * @throws EnvironmentError naming the variable that is wrong or lacking.
 */
export async function setup(source: NodeJS.ProcessEnv): Promise<{ signIn: FirstAdmin }> {
  const env = await prepareRecords(source);
  const runtime = await openRuntime(env, 'cli');
  try {
    if (runtime.configCopy) await ensureInstallation(runtime.records.configCopy, env.fsRoot);
    await settleOpenIntents(runtime, 0, { dataPlane: false });
    await auditModeAtStart(runtime);
    return { signIn: await ensureFirstAdmin({ records: runtime.records, config: runtime.store.config, env }) };
  } finally {
    await runtime.close();
  }
}

/**
 * The first half of {@link setup}, which leaves `FS_ROOT`'s configuration alone: for what works on one
 * that is empty, or that the global database does not know. Same errors.
 */
export async function prepareRecords(source: NodeJS.ProcessEnv): Promise<Environment> {
  const env = readEnvironment(source);
  if (!env.masterKeys) throw new EnvironmentError([{ variable: 'SECRETBOX_MASTER_KEY', reason: 'missing: base64 of 32 bytes (openssl rand -base64 32)' }]);
  await ensureMasterKeyMatches(env.fsRoot, createSecretBox(env.masterKeys));
  const globalDbDsn = env.globalDbDsn === undefined || env.globalDbDsn === 'none' ? null : env.globalDbDsn;
  try {
    await migrateRecords({ globalDbDsn, fsRoot: env.fsRoot, log: createLogger(env.logLevel, 'setup') });
  } catch (error) {
    if (!isAppError(error, 'server_unreachable')) throw error;
    throw new EnvironmentError([{ variable: 'GLOBAL_DB_DSN', reason: 'does not answer; a console that runs goes on without it, but none can start' }]);
  }
  return env;
}
