import { randomBytes } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Disk } from './disk';
import { OWNER_MARK, type Owners } from './owner';

export const FILE_MODE = 0o600;
export const DIRECTORY_MODE = 0o700;

/** `.<file>.<owner>.<random>.tmp` */
const TEMPORARY = /^\..+\.([0-9]+-[0-9a-z]+-[0-9a-f]{12})\.[0-9a-f]{12}\.tmp$/;

/** Who writes, and by what. */
export interface Writer {
  owners: Owners;
  disk: Disk;
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** Makes a name last: a rename is on disk only when its directory is (fsync(2), notes). */
async function syncDirectory(path: string, disk: Disk): Promise<void> {
  const handle = await disk.open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a directory with its parents, each private, and each durable. One that is there may be another's, not durable yet. */
export async function makeDirectory(path: string, disk: Disk): Promise<void> {
  const first = await disk.mkdir(path, { recursive: true, mode: DIRECTORY_MODE });
  if (first === undefined) return syncDirectory(dirname(path), disk);
  for (let at = path; ; at = dirname(at)) {
    await syncDirectory(dirname(at), disk);
    if (at === first || at === dirname(at)) return;
  }
}

export function temporaryName(path: string, { owners }: Writer): string {
  return join(dirname(path), `.${basename(path)}.${owners.self}.${randomBytes(6).toString('hex')}.tmp`);
}

async function writeTemporary(path: string, bytes: Buffer, writer: Writer): Promise<string> {
  const { disk } = writer;
  const temporary = temporaryName(path, writer);
  const handle = await disk.open(temporary, 'wx', FILE_MODE);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await disk.unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  return temporary;
}

/** Replaces a file whole and durably: after a crash there is the old one or the new one. */
export async function replaceFile(path: string, bytes: Buffer, writer: Writer): Promise<void> {
  const { disk } = writer;
  const temporary = await writeTemporary(path, bytes, writer);
  try {
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncDirectory(dirname(path), disk);
}

/** Makes a file whole and durably, unless there is one. @returns false when there is. */
export async function createFile(path: string, bytes: Buffer, writer: Writer): Promise<boolean> {
  const { disk } = writer;
  const temporary = await writeTemporary(path, bytes, writer);
  try {
    // Not rename: it would silently replace the file of whoever came first.
    await disk.link(temporary, path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await disk.unlink(temporary).catch(() => undefined);
  }
  await syncDirectory(dirname(path), disk);
  return true;
}

/** Removes a directory so that it is there whole or not at all. @returns false when there is none. */
export async function removeDirectory(path: string, writer: Writer): Promise<boolean> {
  const { disk } = writer;
  const doomed = temporaryName(path, writer);
  try {
    await disk.rename(path, doomed);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  await syncDirectory(dirname(path), disk);
  await disk.rm(doomed, { recursive: true, force: true });
  return true;
}

/** Removes what writers that were killed left in one directory. What a living writer works on stays. */
export async function sweepTemporaries(directory: string, { owners, disk }: Writer, names?: readonly string[]): Promise<number> {
  const found = names ?? (await readdir(directory).catch(() => []));
  let swept = 0;
  for (const name of found) {
    const mark = TEMPORARY.exec(name)?.[1];
    if (!mark || !OWNER_MARK.test(mark)) continue;
    const path = join(directory, name);
    const stat = await lstat(path).catch(() => null);
    if (!stat || (await owners.isAlive(mark, stat.mtimeMs))) continue;
    await disk.rm(path, { recursive: true, force: true });
    swept += 1;
  }
  return swept;
}
