import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface LocalKeys {
  masterKey: string;
  nextauthSecret: string;
  /** True when they were made just now. */
  made: boolean;
}

/** Keys of an installation on the embedded default, made once under `FS_ROOT/keys`. */
export async function localKeys(fsRoot: string): Promise<LocalKeys> {
  const directory = join(fsRoot, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const master = await readOrMake(join(directory, 'master.key'));
  const session = await readOrMake(join(directory, 'session.key'));
  return { masterKey: master.value, nextauthSecret: session.value, made: master.made };
}

async function readOrMake(path: string): Promise<{ value: string; made: boolean }> {
  try {
    return { value: (await readFile(path, 'utf8')).trim(), made: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const value = randomBytes(32).toString('base64');
    await writeFile(path, `${value}\n`, { mode: 0o600, flag: 'wx' });
    return { value, made: true };
  }
}
