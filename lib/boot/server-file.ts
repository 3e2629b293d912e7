import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCAL_KEY_PREFIX, type ServerFile } from '@/lib/doors/local-key';

/** Tells the command line where the server is and the key it opens to; returns how to take it back. */
export async function writeServerFile(fsRoot: string, address: string): Promise<() => Promise<void>> {
  const folder = join(fsRoot, 'run');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'server.json');
  const content: ServerFile = { address, pid: process.pid, key: LOCAL_KEY_PREFIX + randomBytes(32).toString('base64url') };
  const half = `${file}.${process.pid}`;
  await rm(half, { force: true });
  await writeFile(half, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  await rename(half, file);
  return () => rm(file, { force: true });
}
