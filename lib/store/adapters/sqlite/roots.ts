import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * Whether a folder is one of the roots or lies below one, links followed: a link inside a root must not
 * lead out of it. What is not there yet is judged by the nearest folder above it that is.
 */
export async function isBelow(directory: string, roots: readonly string[]): Promise<boolean> {
  const place = await truePath(directory);
  for (const root of roots) {
    const way = relative(await truePath(root), place);
    if (way === '' || (way !== '..' && !way.startsWith(`..${sep}`))) return true;
  }
  return false;
}

async function truePath(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch (error) {
    const parent = dirname(absolute);
    if (parent === absolute || !['ENOENT', 'ENOTDIR'].includes((error as { code?: string }).code ?? '')) throw error;
    return join(await truePath(parent), absolute.slice(parent.length));
  }
}
