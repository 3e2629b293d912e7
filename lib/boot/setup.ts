import { settleOpenIntents } from '@/lib/audit/settle-open-intents';
import { ensureFirstAdmin, type FirstAdmin } from '@/lib/auth/setup';
import { EnvironmentError, readEnvironment } from '@/lib/env';
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
  const env = readEnvironment(source);
  if (!env.masterKeys) throw new EnvironmentError([{ variable: 'SECRETBOX_MASTER_KEY', reason: 'missing: base64 of 32 bytes (openssl rand -base64 32)' }]);
  await ensureMasterKeyMatches(env.fsRoot, createSecretBox(env.masterKeys));
  const globalDbDsn = env.globalDbDsn === undefined || env.globalDbDsn === 'none' ? null : env.globalDbDsn;
  await migrateRecords({ globalDbDsn, fsRoot: env.fsRoot, log: createLogger(env.logLevel, 'setup') });
  const runtime = await openRuntime(env, 'cli');
  try {
    await settleOpenIntents(runtime, 0);
    return { signIn: await ensureFirstAdmin({ records: runtime.records, config: runtime.store.config, env }) };
  } finally {
    await runtime.close();
  }
}
