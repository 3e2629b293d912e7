import { chmod, chown, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';

/** The account Postgres runs as when we are root, which it refuses to be. */
export interface Account {
  uid: number;
  gid: number;
}

/** `postgres`, else `nobody`, when we are root; null when we are an ordinary user and run it ourselves. */
export async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const entry = lines.find((line) => line[0] === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody" to run it as');
}

/** May this account pass through every folder that leads to `path`, and through `path` itself? */
export async function canReach(path: string, account: Account | null): Promise<boolean> {
  return account === null || (await firstClosed(path, account)) === null;
}

/** The uppermost folder of `path` that the account cannot pass through; folders that do not exist yet are open. */
async function firstClosed(path: string, account: Account): Promise<string | null> {
  const folders: string[] = [];
  for (let current = resolve(path); ; current = dirname(current)) {
    folders.unshift(current);
    if (dirname(current) === current) break;
  }
  for (const folder of folders) {
    const info = await stat(folder).catch(() => null);
    if (!info) return null;
    const bit = info.uid === account.uid ? 0o100 : info.gid === account.gid ? 0o010 : 0o001;
    if ((info.mode & bit) === 0) return folder;
  }
  return null;
}

/**
 * Makes the folder above a data directory passable for the account: temporary folders are made 0700,
 * and one of ours below the system's is opened for passing through (0711), nothing else is touched.
 * @throws Error naming the folder that is closed.
 */
export async function openWay(dataDir: string, account: Account | null): Promise<void> {
  if (!account) return;
  const parent = dirname(resolve(dataDir));
  for (let closed = await firstClosed(parent, account); closed !== null; closed = await firstClosed(parent, account)) {
    if (!closed.startsWith(resolve(tmpdir()) + sep)) {
      throw new Error(`PostgreSQL cannot keep data in ${dataDir}: ${closed} is closed to the user it runs as`);
    }
    await chmod(closed, 0o711);
  }
}

/** Gives a file or folder to the account; nothing when we run the server ourselves. */
export async function give(path: string, account: Account | null): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}
