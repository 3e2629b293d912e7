import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The folder itself, or the nearest one above it that is there. */
export async function nearestThere(path: string): Promise<string> {
  const there = await stat(path).then(() => true, () => false);
  return there || dirname(path) === path ? path : nearestThere(dirname(path));
}

export const isWritableFolder = async (path: string): Promise<boolean> =>
  (await stat(path)).isDirectory() && (await access(path, constants.W_OK | constants.X_OK).then(() => true, () => false));
