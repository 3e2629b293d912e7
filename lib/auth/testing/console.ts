import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, type Logger } from '@/lib/log';
import { migrateRecords, openRecords } from '@/lib/records';
import type { Records } from '@/lib/records/ports';
import { openConfigStore } from '@/lib/store/adapters/fs';
import { createSecretBox } from '@/lib/secrets/create-secret-box';
import type { SecretBox } from '@/lib/secrets/secretbox';
import type { ConfigStore } from '@/lib/store/ports';

export interface TestConsole {
  fsRoot: string;
  records: Records;
  config: ConfigStore;
  secretbox: SecretBox;
  log: Logger;
  close(): Promise<void>;
}

/** Real records (a libSQL file) and a real control plane (YAML) in a folder of their own. */
export async function openTestConsole(): Promise<TestConsole> {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-auth-'));
  const log = createLogger('silent', 'test');
  await migrateRecords({ globalDbDsn: null, fsRoot, log });
  const records = await openRecords({ globalDbDsn: null, fsRoot, log });
  const config = await openConfigStore({ fsRoot, log, managedServers: [] });
  return {
    fsRoot,
    records,
    config,
    secretbox: createSecretBox([randomBytes(32).toString('base64')]),
    log,
    async close() {
      await config.close();
      await records.close();
      await rm(fsRoot, { recursive: true, force: true });
    },
  };
}
