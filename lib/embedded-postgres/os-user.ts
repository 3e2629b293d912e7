import { readFile } from 'node:fs/promises';

export interface OsUser {
  uid: number;
  gid: number;
}

/** As whom the server runs: PostgreSQL refuses to be root, so root lends it `postgres`, else `nobody`. Null: as ourselves. */
export async function serverUser(): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  if (!found) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
