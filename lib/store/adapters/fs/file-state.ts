import { type BigIntStats, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '@/lib/errors';
import type { ConfigProblem } from '@/lib/store/ports';
import { errorCode } from './durable';
import { type Broken, MAX_FILE_BYTES } from './yaml-text';

/** A file changed so shortly before it was read may change again without its times showing it (kernel ticks are up to 10 ms). */
const RACY_WINDOW_MS = 100;

/** What tells one state of a file from the next without reading it. */
export interface Signature {
  text: string;
  changedMs: number;
}

export function signatureOf(stats: BigIntStats): Signature {
  return { text: `${stats.mtimeNs}:${stats.ctimeNs}:${stats.size}:${stats.ino}`, changedMs: Number(stats.ctimeMs) };
}

/** What a file was like when it was read. */
export interface Seen {
  signature: string;
  /** The signature alone cannot be trusted: read it again. */
  racy: boolean;
}

/** @param lookedMs when the look that gave `signature` began. */
export function seenAt(signature: Signature, lookedMs: number): Seen {
  return { signature: signature.text, racy: lookedMs - signature.changedMs < RACY_WINDOW_MS };
}

export function isUnchanged(seen: Seen | undefined, now: Signature): boolean {
  return seen !== undefined && !seen.racy && seen.signature === now.text;
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/** Without a thread: each read of configuration looks first, and a look takes microseconds so and a hundred of them through the pool. */
export function statFile(path: string): Signature | null {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats ? signatureOf(stats) : null;
  } catch (error) {
    if (ABSENT.has(errorCode(error) ?? '')) return null;
    // Read it: the reason is told there.
    return { text: 'unreadable', changedMs: Date.now() };
  }
}

export type FileRead = { kind: 'absent' } | { kind: 'unreadable'; seen: Seen; broken: Broken } | { kind: 'bytes'; seen: Seen; bytes: Buffer };

/** Reads a file with the signature of exactly what was read. */
export async function readWithSignature(path: string): Promise<FileRead> {
  const startedMs = Date.now();
  try {
    const handle = await open(path, 'r');
    try {
      const stats = await handle.stat({ bigint: true });
      const seen = seenAt(signatureOf(stats), startedMs);
      if (!stats.isFile()) return { kind: 'unreadable', seen, broken: { reason: 'not a regular file', line: null } };
      if (stats.size > MAX_FILE_BYTES) return { kind: 'unreadable', seen, broken: { reason: 'file is larger than 4 MiB', line: null } };
      return { kind: 'bytes', seen, bytes: await handle.readFile() };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error) ?? 'unknown';
    if (ABSENT.has(code)) return { kind: 'absent' };
    return { kind: 'unreadable', seen: { signature: 'unreadable', racy: true }, broken: { reason: `cannot be read (${code})`, line: null } };
  }
}

/** A broken file, and since when. */
export interface Problem extends Broken {
  since: string;
}

/** Keeps the first sighting of a problem that stays the same. */
export function problemOf(broken: Broken, former: Problem | null): Problem {
  const same = former && former.reason === broken.reason && former.line === broken.line;
  return same ? former : { ...broken, since: new Date().toISOString() };
}

export function toConfigProblem(file: string, problem: Problem, lastGoodInForce: boolean): ConfigProblem {
  return { file, reason: problem.reason, line: problem.line, since: problem.since, lastGoodInForce };
}

/** `file` is the path below `FS_ROOT`. */
export function configInvalid(file: string, broken: Broken): AppError {
  return new AppError('config_invalid', { params: { file, line: broken.line ?? '-', reason: broken.reason } });
}
