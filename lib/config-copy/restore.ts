import { readdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { AppError } from '@/lib/errors';
import type { ConfigCopyRecords } from '@/lib/records/ports';
import { createFile, openWriter } from '@/lib/store';
import { takeOver } from './installation';
import { CONFIG_FOLDERS, sha256Of } from './scan-files';

/** What may lie in an `FS_ROOT` that counts as empty: keys that were put back, and what a process keeps while it runs. */
const BESIDE = new Set(['keys', 'run']);

/** Whether there is no file below `fsRoot` but keys and what belongs to running processes. */
export async function isEmptyRoot(fsRoot: string): Promise<boolean> {
  const entries = await readdir(fsRoot, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.every((entry) => entry.isDirectory() || BESIDE.has(join(entry.parentPath, entry.name).slice(resolve(fsRoot).length + 1).split(sep)[0] ?? ''));
}

/**
 * Writes every file of the copy as it was, byte for byte and private, and makes the database this
 * `FS_ROOT`'s. Should it be interrupted, empty the folder and begin again: the copy is not touched.
 * @returns how many files. @throws AppError `invalid_state` (`notEmpty`), `not_found` when there is no copy, `internal` when it is damaged.
 */
export async function restoreFiles(records: ConfigCopyRecords, fsRoot: string): Promise<{ files: number; installation: string }> {
  if (!(await isEmptyRoot(fsRoot))) throw new AppError('invalid_state', { params: { state: 'notEmpty' } });
  let files = 0;
  for (let page = await records.files(''); page.length > 0; page = await records.files(page.at(-1)?.path ?? '')) {
    for (const { path, bytes, sha256 } of page) {
      if (sha256Of(bytes) !== sha256 || !isConfigPath(path)) throw new AppError('internal', { cause: new Error(`the copy of ${path} is damaged`) });
      const target = join(fsRoot, path);
      await createFile(target, bytes, await openWriter(dirname(target)));
      files += 1;
    }
  }
  if (files === 0) throw new AppError('not_found');
  return { files, installation: await takeOver(records, fsRoot) };
}

/** A path out of a database must not lead out of the folders of configuration. */
function isConfigPath(path: string): boolean {
  const parts = path.split('/');
  return CONFIG_FOLDERS.some((folder) => folder === parts[0]) && parts.length > 1 && parts.every((part) => part !== '' && !part.startsWith('.') && !part.includes('\\'));
}
