import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as yieldToLoop } from 'node:timers/promises';

/** Folders below `FS_ROOT` that hold configuration. Keys and what the machine keeps for itself lie elsewhere. */
export const CONFIG_FOLDERS = ['admins', 'servers', 'tenants'] as const;
/** As the store reads them; what is larger is no configuration. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** A file changed so shortly before it was read may change again without its times showing it. */
const RACY_WINDOW_MS = 100;
const SLICE_MS = 5;

interface Seen {
  signature: string;
  racy: boolean;
  sha256: string;
}

/** Hash of every configuration file by its path; reads again only what changed since it was last called. */
export type FileScan = () => Promise<Map<string, string>>;

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Looks at all of `FS_ROOT`'s configuration, without keeping the event loop to itself. */
export function createFileScan(fsRoot: string): FileScan {
  let known = new Map<string, Seen>();
  return async () => {
    const found = new Map<string, Seen>();
    let sliceEnds = Date.now() + SLICE_MS;
    for (const path of await pathsBelow(fsRoot)) {
      if (Date.now() > sliceEnds) {
        await yieldToLoop();
        sliceEnds = Date.now() + SLICE_MS;
      }
      const seen = await look(join(fsRoot, path), known.get(path));
      if (seen) found.set(path, seen);
    }
    known = found;
    return new Map([...found].map(([path, { sha256 }]) => [path, sha256]));
  };
}

/** Paths of every configuration file, sorted; `/` between their parts. */
async function pathsBelow(fsRoot: string): Promise<string[]> {
  const paths: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(fsRoot, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      // Half-written files and removed folders on their way out begin with a dot.
      if (entry.name.startsWith('.')) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) paths.push(path);
    }
  };
  for (const folder of CONFIG_FOLDERS) await walk(folder);
  return paths.sort();
}

async function look(path: string, before: Seen | undefined): Promise<Seen | null> {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!stats || stats.size > MAX_FILE_BYTES) return null;
  const signature = `${stats.mtimeNs}:${stats.ctimeNs}:${stats.size}:${stats.ino}`;
  if (before && !before.racy && before.signature === signature) return before;
  const racy = Date.now() - Number(stats.ctimeMs) < RACY_WINDOW_MS;
  const bytes = await readFile(path).catch(() => null);
  return bytes && { signature, racy, sha256: sha256Of(bytes) };
}
