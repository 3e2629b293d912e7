import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processStart } from '@/lib/embedded-postgres/process-identity';

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
  /** Gives it back, if it is still ours. */
  release(): Promise<void>;
}

interface Owner {
  pid: number;
  start: string;
  /** Tells one owner from another with the same process number. */
  nonce: string;
}

const ATTEMPTS = 20;

/**
 * Takes the one lock of an `FS_ROOT`: whoever serves it or works on it alone has it. A dead owner's
 * (process number and start time) breaks at once.
 * @throws FsRootLockedError when a living process holds it.
 */
export async function lockFsRoot(fsRoot: string): Promise<FsRootLock> {
  const folder = join(fsRoot, 'run');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock');
  const me: Owner = { pid: process.pid, start: (await processStart(process.pid)) ?? '', nonce: randomBytes(8).toString('hex') };
  const mine = `${file}.${me.nonce}`;
  // Written whole under another name and linked: nobody ever reads half an owner.
  await writeFile(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await tryLink(mine, file)) return { release: () => release(file, me) };
      const owner = await ownerOf(file);
      if (owner === undefined) continue;
      if (owner !== null && (await processStart(owner.pid)) === owner.start) throw new FsRootLockedError(fsRoot, owner.pid);
      await breakLock(file, owner, me);
    }
  } finally {
    await rm(mine, { force: true });
  }
  throw new Error(`${fsRoot}: its lock changes hands all the time`);
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined: no lock any more. Null: not readable as one. */
async function ownerOf(file: string): Promise<Owner | null | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    return owner && typeof owner.pid === 'number' && typeof owner.start === 'string' ? { pid: owner.pid, start: owner.start, nonce: String(owner.nonce) } : null;
  } catch {
    return null;
  }
}

/**
 * Moves the dead owner's lock away. Between reading and moving another may have broken it and locked
 * anew: what was moved is looked at, and a living lock is put back.
 */
async function breakLock(file: string, seen: Owner | null, me: Owner): Promise<void> {
  const aside = `${file}.${me.nonce}.broken`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await ownerOf(aside);
  if (moved && moved.nonce !== seen?.nonce) await tryLink(aside, file);
  await rm(aside, { force: true });
}

async function release(file: string, me: Owner): Promise<void> {
  if ((await ownerOf(file))?.nonce === me.nonce) await rm(file, { force: true });
}
