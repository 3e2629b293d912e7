import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '@/lib/env';
import type { ConfigCopyRecords } from '@/lib/records/ports';
import { createFile, openWriter } from '@/lib/store';

const FILE = 'installation-id';
const UUID = /^[0-9a-f-]{36}$/;

/** The id of this `FS_ROOT`; null before the first start with a global database. */
export async function installationId(fsRoot: string): Promise<string | null> {
  const text = await readFile(join(fsRoot, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return UUID.test(text.trim()) ? text.trim() : null;
}

/**
 * Sees to it that global database and `FS_ROOT` belong together; the first `FS_ROOT` at a database takes it.
 * @throws EnvironmentError when the database is another's: two would overwrite each other's copy.
 */
export async function ensureInstallation(records: ConfigCopyRecords, fsRoot: string): Promise<void> {
  const ours = await installationId(fsRoot);
  const owner = (await records.installation()) ?? (await records.claim(ours ?? (await writeId(fsRoot, randomUUID())), hostname()));
  if (owner.id === (await installationId(fsRoot))) return;
  throw new EnvironmentError([
    {
      variable: 'GLOBAL_DB_DSN',
      reason:
        `this database belongs to another FS_ROOT (installation ${owner.id}, taken on ${owner.host} at ${owner.since}), and one database serves one. ` +
        'Start with that FS_ROOT, or give another database. To rebuild a lost FS_ROOT from it: config restore --from-global-db, on an empty FS_ROOT. ' +
        'To let this FS_ROOT, as it is, take its place: config adopt',
    },
  ]);
}

/** Makes the database this `FS_ROOT`'s, under a new id: the former one is refused from now on. @returns the id. */
export async function takeOver(records: ConfigCopyRecords, fsRoot: string): Promise<string> {
  await rm(join(fsRoot, FILE), { force: true });
  const id = await writeId(fsRoot, randomUUID());
  await records.adopt(id, hostname());
  return id;
}

async function writeId(fsRoot: string, id: string): Promise<string> {
  await createFile(join(fsRoot, FILE), Buffer.from(`${id}\n`), await openWriter(fsRoot));
  // Another process may have been faster.
  return (await installationId(fsRoot)) ?? id;
}
