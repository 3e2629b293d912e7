import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocks } from '@/lib/store/adapters/fs/lock';
import { createOwners, OWNER_MARK } from '@/lib/store/adapters/fs/owner';

/** Somebody who lives holds this `FS_ROOT`. */
export class FsRootLockedError extends Error {
  constructor(
    readonly fsRoot: string,
    readonly pid: number,
  ) {
    super(`${fsRoot} is in use by process ${pid}: stop it first, or give another FS_ROOT`);
    this.name = 'FsRootLockedError';
  }
}

export interface FsRootLock {
  /** Gives it back. */
  release(): Promise<void>;
}

/**
 * Takes the one lock of an `FS_ROOT`: whoever serves it or works on it alone has it. A dead owner's
 * (process number and start time) breaks at once. Reading, judging and writing the owner are one act
 * under the files' own mutual exclusion, so that of many who find a dead owner one takes its place.
 * @throws FsRootLockedError when a living process holds it, this one included.
 */
export async function lockFsRoot(fsRoot: string): Promise<FsRootLock> {
  const owners = await createOwners();
  const locks = await createLocks(join(fsRoot, 'run', 'locks'), owners);
  const file = join(fsRoot, 'run', 'owner');
  const ownerNow = async () => (await readFile(file, 'utf8').catch(() => '')).trim();
  await locks.hold('fs-root', async () => {
    const mark = await ownerNow();
    // Only for a mark of another machine does its age decide: a container that was replaced must not hold on for ever.
    const since = (await stat(file).catch(() => null))?.mtimeMs ?? 0;
    if (mark !== '' && (await owners.isAlive(mark, since))) throw new FsRootLockedError(fsRoot, Number(OWNER_MARK.exec(mark)?.[1] ?? 0));
    await writeFile(file, owners.self, { mode: 0o600 });
  });
  return {
    release: () =>
      locks.hold('fs-root', async () => {
        if ((await ownerNow()) === owners.self) await rm(file, { force: true });
      }),
  };
}
