import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Keys of the embedded default, with whether the master key was made just now. */
export interface LocalKeys {
  /** base64 of 32 bytes. */
  masterKey: string;
  nextauthSecret: string;
  /** Files that were made now and must be kept as long as the data. */
  made: string[];
}

/** Reads the keys below `FS_ROOT/keys`, making (0600) those that are not there yet. */
export async function localKeys(fsRoot: string): Promise<LocalKeys> {
  const folder = join(fsRoot, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made: string[] = [];
  const masterKey = await keyIn(join(folder, 'master-key'), made);
  const nextauthSecret = await keyIn(join(folder, 'nextauth-secret'), made);
  return { masterKey, nextauthSecret, made };
}

async function keyIn(file: string, made: string[]): Promise<string> {
  const there = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (there !== null) {
    // An empty key file means a lost key; a new one in its place would hide that what was sealed is lost.
    if (there.trim() === '') throw new Error(`${file} is empty: put the key back that sealed this data`);
    return there.trim();
  }
  const half = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(half, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // Linking refuses to replace: of two that make one at a time, the first stays.
  await link(half, file).then(
    () => made.push(file),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  await rm(half, { force: true });
  return (await readFile(file, 'utf8')).trim();
}
