import { timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Principal } from '@/lib/auth/principal';

/** Local keys begin so; whoever can read `FS_ROOT/run/server.json` (0600) acts as owner, audited as `cli:<user>`. */
export const LOCAL_KEY_PREFIX = 'tnl_';
export const LOCAL_USER_HEADER = 'x-tenantry-user';

export interface ServerFile {
  address: string;
  pid: number;
  key: string;
}

/** The running server's address and key; null when none runs on this `FS_ROOT`. */
export async function readServerFile(fsRoot: string): Promise<ServerFile | null> {
  try {
    const file = JSON.parse(await readFile(join(fsRoot, 'run', 'server.json'), 'utf8')) as ServerFile;
    process.kill(file.pid, 0);
    return file;
  } catch {
    return null;
  }
}

/** The principal of a local key, or null when it is not the one in force. */
export async function principalOfLocalKey(secret: string, userHeader: string | null, fsRoot: string): Promise<Principal | null> {
  const file = await readServerFile(fsRoot);
  const expected = Buffer.from(file?.key ?? '');
  const given = Buffer.from(secret);
  if (!file || expected.length < 20 || expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const user = /^[\w.@-]{1,64}$/.test(userHeader ?? '') ? userHeader : 'unknown';
  return { type: 'cli', id: `cli:${user}`, name: `cli:${user}`, role: 'owner', tenants: null };
}
