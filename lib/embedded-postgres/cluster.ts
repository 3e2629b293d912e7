import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { give, type Account } from './run-as';

const run = promisify(execFile);
const PASSWORD_FILE = 'tenantry-password';
export const SUPERUSER = 'tenantry';

/** Is there a finished cluster in this folder? */
export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, 'PG_VERSION')) && existsSync(join(dataDir, PASSWORD_FILE));
}

/** The superuser's password of a cluster that {@link createCluster} made. */
export async function clusterPassword(dataDir: string): Promise<string> {
  return (await readFile(join(dataDir, PASSWORD_FILE), 'utf8')).trim();
}

/**
 * Makes a new cluster: passwords by scram-sha-256, a random one in a 0600 file beside the data, UTF-8.
 * Made under another name and renamed, so a kill in the middle leaves nothing that looks finished.
 * @throws Error when `dataDir` holds something else, or with what `initdb` said.
 */
export async function createCluster(o: { dataDir: string; binDir: string; account: Account | null; durable: boolean }): Promise<void> {
  const half = `${o.dataDir}.new`;
  const passwordFile = `${half}.password`;
  await rm(half, { recursive: true, force: true });
  await mkdir(dirname(o.dataDir), { recursive: true });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  try {
    await give(passwordFile, o.account);
    await initdb(half, passwordFile, o);
    await rename(passwordFile, join(half, PASSWORD_FILE));
    // Succeeds over an empty folder, fails over anything else.
    await rename(half, o.dataDir);
  } finally {
    await rm(half, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

async function initdb(dataDir: string, passwordFile: string, o: { binDir: string; account: Account | null; durable: boolean }): Promise<void> {
  const failures: string[] = [];
  // Not every system has C.UTF-8; C sorts the same and knows fewer letters.
  for (const locale of ['C.UTF-8', 'C']) {
    await mkdir(dataDir, { mode: 0o700 });
    await give(dataDir, o.account);
    const args = ['-D', dataDir, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', `--locale=${locale}`, '-k'];
    if (!o.durable) args.push('--no-sync');
    try {
      await run(join(o.binDir, 'initdb'), args, { env: serverEnvironment(), cwd: dataDir, ...(o.account ?? {}) });
      return;
    } catch (error) {
      failures.push((error as { stderr?: string }).stderr?.trim() || String(error));
      await rm(dataDir, { recursive: true, force: true });
    }
  }
  throw new Error(`initdb failed: ${failures[0] ?? ''}`);
}

/** Nothing of ours: a `PG…` variable would change what the server does, and secrets have no business there. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
