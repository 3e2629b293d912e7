import { randomBytes } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@/lib/errors';
import { FILE_MODE, errorCode, makeDirectory, sweepTemporaries, temporaryName } from './durable';
import { type Disk, nodeDisk } from './disk';
import type { Owners } from './owner';

/** A living holder needs milliseconds; past this something is badly wrong and waiting helps nobody. */
const ACQUIRE_DEADLINE_MS = 30_000;
const POLL_MS = { min: 2, max: 20 };

interface Claim {
  owner: string;
  /** Never used twice, so that one claim can never be mistaken for a later one of the same name. */
  nonce: string;
  seenMs: number;
}

/** Mutual exclusion by name, between processes and within one. */
export interface Locks {
  /** Runs `work` alone. @throws AppError `internal` when a living holder keeps it for 30 s. */
  hold<T>(name: string, work: () => Promise<T>): Promise<T>;
}

async function readClaim(path: string): Promise<Claim | null> {
  try {
    const [text, stat] = await Promise.all([readFile(path, 'utf8'), lstat(path)]);
    const [owner = '', nonce = ''] = text.split(' ');
    return { owner, nonce, seenMs: stat.mtimeMs };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function removeFile(path: string, disk: Disk): Promise<void> {
  await disk.unlink(path).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
}

/**
 * Lock files below `directory`. A claim is a file linked into place, so it is never seen half
 * written. A dead owner's claim is broken at once, by one process only: who wins the claim
 * `break.<nonce>` may remove the claim with that nonce, and looks that it is still there first.
 * Should the breaker die as well, its own claim is broken in the same way, and its right passes on.
 */
export async function createLocks(directory: string, owners: Owners, disk: Disk = nodeDisk): Promise<Locks> {
  const writer = { owners, disk };
  const remove = (path: string) => removeFile(path, disk);
  await makeDirectory(directory, disk);
  await sweepTemporaries(directory, writer);
  const queues = new Map<string, Promise<unknown>>();

  async function claim(path: string): Promise<string | null> {
    const nonce = randomBytes(8).toString('hex');
    const temporary = temporaryName(path, writer);
    const handle = await disk.open(temporary, 'wx', FILE_MODE);
    await handle.writeFile(`${owners.self} ${nonce}`).finally(() => handle.close());
    try {
      await disk.link(temporary, path);
      return nonce;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return null;
      throw error;
    } finally {
      await remove(temporary);
    }
  }

  /** Wins the right to act for a dead claim; the paths returned are to be removed afterwards. Null: someone living has it. */
  async function rightToBreak(dead: Claim): Promise<string[] | null> {
    const path = join(directory, `break.${dead.nonce}`);
    if (await claim(path)) return [path];
    const breaker = await readClaim(path);
    if (!breaker || (await owners.isAlive(breaker.owner, breaker.seenMs))) return null;
    const inherited = await rightToBreak(breaker);
    return inherited && [path, ...inherited];
  }

  async function breakIfDead(path: string): Promise<boolean> {
    const found = await readClaim(path);
    if (!found) return true;
    if (await owners.isAlive(found.owner, found.seenMs)) return false;
    const claims = await rightToBreak(found);
    if (!claims) return false;
    // Looked at again under the right: another may have broken it between our look and our claim.
    if ((await readClaim(path))?.nonce === found.nonce) await remove(path);
    for (const used of claims) await remove(used);
    return true;
  }

  async function acquire(name: string, path: string): Promise<void> {
    const deadline = Date.now() + ACQUIRE_DEADLINE_MS;
    for (let wait = POLL_MS.min; !(await claim(path)); wait = Math.min(wait * 2, POLL_MS.max)) {
      if (await breakIfDead(path)) continue;
      if (Date.now() > deadline) throw new AppError('internal', { cause: new Error(`lock ${name} is held by a living process`) });
      await delay(wait * (0.5 + Math.random()));
    }
  }

  async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const path = join(directory, `${name}.lock`);
    await acquire(name, path);
    try {
      return await work();
    } finally {
      await remove(path);
    }
  }

  return {
    hold(name, work) {
      const turn = (queues.get(name) ?? Promise.resolve()).then(
        () => alone(name, work),
        () => alone(name, work),
      );
      queues.set(name, turn);
      const leave = () => {
        if (queues.get(name) === turn) queues.delete(name);
      };
      turn.then(leave, leave);
      return turn;
    },
  };
}
