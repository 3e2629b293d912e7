import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@/lib/log';
import { createFile, openWriter, type Writer } from '@/lib/store';

/** Digits of a place: microseconds since 1970, until the year 2286. */
const PLACE_DIGITS = 16;
const NAME = new RegExp(`^(\\d{${PLACE_DIGITS}})-[0-9a-f]{8}\\.json$`);

export interface QueueEntry<T> {
  /** Its file's name; never used twice. */
  readonly name: string;
  readonly value: T;
}

/**
 * A queue of JSON values as files in one folder, in the order of their names. What was appended is on
 * disk (fsync of file and folder); several processes may append, read and remove at once. An entry may
 * be read by two of them, so whoever works on entries must bear one twice.
 */
export interface DurableQueue<T> {
  /** Behind everything that is there: an append that follows another's end comes after it, in whatever process. */
  append(value: T): Promise<void>;
  /** Oldest first. */
  read(limit: number): Promise<QueueEntry<T>[]>;
  remove(entries: readonly QueueEntry<T>[]): Promise<void>;
  isEmpty(): Promise<boolean>;
  /** How many wait, and since when the oldest does (RFC 3339). */
  state(): Promise<{ waiting: number; oldestAt: string | null }>;
}

/** Opens the queue of a folder, which is made at the first append. */
export function openDurableQueue<T>(directory: string, log: Logger): DurableQueue<T> {
  let prepared: Promise<Writer> | null = null;
  const names = async () => (await readdir(directory).catch(absent)).filter((name) => NAME.test(name)).sort();

  async function readOne(name: string): Promise<QueueEntry<T>[]> {
    const path = join(directory, name);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return [];
    try {
      return [{ name, value: JSON.parse(text) as T }];
    } catch {
      // Written whole or not at all: only the disk itself can have bent it. It must not hold up what is behind it.
      await rename(path, `${path}.broken`);
      log.error({ file: path }, 'an entry of a queue cannot be read; put aside');
      return [];
    }
  }

  return {
    async append(value) {
      prepared ??= openWriter(directory);
      const writer = await prepared.catch((error: unknown) => {
        prepared = null;
        throw error;
      });
      const last = Number(NAME.exec((await names()).at(-1) ?? '')?.[1] ?? 0);
      const place = Math.max(last + 1, Date.now() * 1000);
      // The random part keeps two that append at once, or a clock set back, from ever sharing a name.
      const name = `${String(place).padStart(PLACE_DIGITS, '0')}-${randomBytes(4).toString('hex')}.json`;
      await createFile(join(directory, name), Buffer.from(JSON.stringify(value)), writer);
    },
    async read(limit) {
      const found = await Promise.all((await names()).slice(0, limit).map(readOne));
      return found.flat();
    },
    async remove(entries) {
      for (const { name } of entries) await unlink(join(directory, name)).catch(absent);
    },
    isEmpty: async () => (await names()).length === 0,
    async state() {
      const waiting = await names();
      const oldest = waiting[0] === undefined ? null : await stat(join(directory, waiting[0])).catch(() => null);
      return { waiting: waiting.length, oldestAt: oldest?.mtime.toISOString() ?? null };
    },
  };
}

function absent(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
