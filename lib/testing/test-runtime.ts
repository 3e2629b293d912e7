import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@/lib/auth/principal';
import { ensureInstallation } from '@/lib/config-copy/installation';
import { readEnvironment } from '@/lib/env';
import { createLogger, type Logger } from '@/lib/log';
import type { Role } from '@/lib/model/admin';
import type { CallContext } from '@/lib/operations/define-operation';
import { migrateRecords } from '@/lib/records';
import { openRuntime, type Runtime } from '@/lib/runtime';

export interface TestRuntime extends Runtime {
  /** Closes, and sweeps its `FS_ROOT` away. */
  dispose(): Promise<void>;
}

export const testMasterKey = () => randomBytes(32).toString('base64');

/** A real runtime on an `FS_ROOT` of its own; without DSNs: files, and records in a libSQL file. @param log for tests that read it */
export async function openTestRuntime(variables: Record<string, string> = {}, log?: Logger): Promise<TestRuntime> {
  const fsRoot = variables['FS_ROOT'] ?? (await mkdtemp(join(tmpdir(), 'tenantry-test-')));
  const env = readEnvironment({
    NODE_ENV: 'test',
    FS_ROOT: fsRoot,
    GLOBAL_DB_DSN: 'none',
    TENANT_DB_DSN: 'none',
    SECRETBOX_MASTER_KEY: testMasterKey(),
    NEXTAUTH_SECRET: 'for tests only',
    LOG_LEVEL: 'silent',
    // Tests ask more in a second than scripts do in a minute.
    RATE_LIMIT_PRINCIPAL: '0',
    RATE_LIMIT_TENANT: '0',
    RATE_LIMIT_ADDRESS: '0',
    ...variables,
  });
  const globalDbDsn = env.globalDbDsn === undefined || env.globalDbDsn === 'none' ? null : env.globalDbDsn;
  await migrateRecords({ globalDbDsn, fsRoot, log: createLogger('silent', 'test') });
  const runtime = await openRuntime(env, 'web', log);
  if (runtime.configCopy) await ensureInstallation(runtime.records.configCopy, fsRoot);
  return {
    ...runtime,
    dispose: async () => {
      await runtime.close();
      await rm(fsRoot, { recursive: true, force: true });
    },
  };
}

/** A caller of a role, limited to tenants where the role is. */
export function principalOf(role: Role, tenants: readonly string[] | null = null): Principal {
  return { type: 'admin', id: `test-${role}`, name: role, role, tenants };
}

export function callAs(principal: Principal, guards: Partial<CallContext> = {}): CallContext {
  return { door: 'rest', principal, ip: null, requestId: randomUUID(), ifMatch: null, idempotencyKey: null, ...guards };
}
