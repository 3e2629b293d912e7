import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '@/lib/errors';
import type { Logger } from '@/lib/log';
import type { ConfigCopyRecords, CopiedChange } from '@/lib/records/ports';
import { openDurableQueue } from '@/lib/spool/durable-queue';
import type { ConfigWriteListener } from '@/lib/store/ports';
import { changeOf } from './change-of';
import { differencesBetween, type Difference } from './differences';
import { installationId } from './installation';
import { createFileScan } from './scan-files';

/** Changes in one transaction. */
const BATCH = 50;
/** The copy's own hashes are read again so often, so that what was changed in the database is found too. */
const RECHECK_MS = 300_000;

/** The copy of the control plane in the global database: changes go durably to `FS_ROOT/outbox`, and from there in order. */
export interface ConfigCopy {
  /** For the store: told of each durable write. */
  readonly written: ConfigWriteListener;
  /** What waits to be copied. */
  lag(): Promise<{ waiting: number; oldestAt: string | null }>;
  /** Looks now at both sides. @throws AppError `server_unreachable` */
  differences(): Promise<Difference[]>;
  /**
   * One round of the worker: hands on what waits, then finds by looking what nobody told of (an edit by
   * hand, a process killed between rename and outbox, a copy that somebody changed) and hands that on.
   * @returns how many changes it copied. @throws AppError `server_unreachable`, `invalid_state` (`foreign`)
   */
  round(): Promise<number>;
}

export function createConfigCopy(fsRoot: string, records: ConfigCopyRecords, log: Logger): ConfigCopy {
  const outbox = openDurableQueue<CopiedChange>(join(fsRoot, 'outbox'), log);
  const scan = createFileScan(fsRoot);
  /** What the copy holds, as far as this process knows; null: to be read. */
  let copied: { hashes: Map<string, string>; readAt: number } | null = null;

  async function apply(changes: readonly CopiedChange[]): Promise<void> {
    await records.apply((await installationId(fsRoot)) ?? '', changes);
    for (const { path, sha256 } of changes) {
      if (sha256 !== null) copied?.hashes.set(path, sha256);
      else for (const known of copied?.hashes.keys() ?? []) if (known === path || known.startsWith(`${path}/`)) copied?.hashes.delete(known);
    }
  }

  async function ship(): Promise<number> {
    let shipped = 0;
    for (let entries = await outbox.read(BATCH); entries.length > 0; entries = await outbox.read(BATCH)) {
      await apply(entries.map((entry) => entry.value));
      await outbox.remove(entries);
      shipped += entries.length;
    }
    return shipped;
  }

  async function read(path: string): Promise<Buffer | null> {
    return readFile(join(fsRoot, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
  }

  /** The first copy of all is made from the files themselves: they wait there as safely as in the outbox. */
  async function copyAll(paths: readonly string[]): Promise<number> {
    for (let start = 0; start < paths.length; start += BATCH) {
      await apply(await Promise.all(paths.slice(start, start + BATCH).map(async (path) => changeOf(path, await read(path)))));
    }
    return paths.length;
  }

  async function findUntold(): Promise<number> {
    const fresh = copied === null || Date.now() - copied.readAt > RECHECK_MS;
    if (fresh) copied = { hashes: await records.manifest(), readAt: Date.now() };
    const hashes = copied?.hashes ?? new Map<string, string>();
    const first = hashes.size === 0;
    const differences = differencesBetween(await scan(), hashes);
    // A write that is being told of right now: looked at again in the next round.
    if (!(await outbox.isEmpty())) return 0;
    const paths = differences.map(({ path }) => path);
    if (fresh) await records.compared((await installationId(fsRoot)) ?? '', first ? 0 : paths.length);
    if (paths.length === 0) return 0;
    if (first) return copyAll(paths);
    if (fresh) log.warn({ files: paths.slice(0, 20), count: paths.length }, 'files and their copy in the global database differ; the files win');
    for (const path of paths) await outbox.append(changeOf(path, await read(path)));
    return ship();
  }

  return {
    written: async (file, bytes) => {
      // The file is written: should this fail, the worker finds it by looking.
      await outbox.append(changeOf(file, bytes)).catch((error: unknown) => log.error({ err: error, file }, 'a change could not be put into the outbox'));
    },
    lag: () => outbox.state(),
    differences: async () => differencesBetween(await scan(), await records.manifest()),
    async round() {
      try {
        return (await ship()) + (await findUntold());
      } catch (error) {
        // What was sent before the connection broke may or may not have arrived.
        if (isAppError(error)) copied = null;
        throw error;
      }
    },
  };
}
