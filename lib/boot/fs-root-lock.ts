import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocks } from '@/lib/store/adapters/fs/lock';
import { createOwners } from '@/lib/store/adapters/fs/owner';

/** Somebody living holds this `FS_ROOT`. */
export class FsRootTaken extends Error {
  constructor(fsRoot: string, pid: string) {
    super(`${fsRoot} is in use by another process (pid ${pid}); stop it first, or choose another FS_ROOT`);
    this.name = 'FsRootTaken';
  }
}

/**
 * Takes `FS_ROOT` for this process: one supervisor, or one command line that works by itself. The
 * claim is broken at once when its owner (pid and start time) is dead.
 * @throws FsRootTaken
 */
export async function lockFsRoot(fsRoot: string): Promise<{ release(): Promise<void> }> {
  const runDir = join(fsRoot, 'run');
  await mkdir(runDir, { recursive: true, mode: 0o700 });
  const owners = await createOwners();
  const locks = await createLocks(join(runDir, 'locks'), owners);
  const file = join(runDir, 'owner');
  await locks.hold('owner', async () => {
    const mark = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (mark && mark !== owners.self && (await owners.isAlive(mark, Date.now()))) throw new FsRootTaken(fsRoot, mark.split('-')[0] ?? '?');
    await writeFile(file, owners.self, { mode: 0o600 });
  });
  return {
    release: () =>
      locks.hold('owner', async () => {
        if ((await readFile(file, 'utf8').catch(() => '')) === owners.self) await rm(file, { force: true });
      }),
  };
}
