import { dirname } from 'node:path';
import type { z } from 'zod';
import type { Logger } from '@/lib/log';
import type { ConfigProblem, ConfigWriteListener } from '@/lib/store/ports';
import { type Writer, createFile, replaceFile } from './durable';
import { type Content, changedBytes, newBytes, readContent, validated } from './entity-text';
import { type Problem, type Seen, configInvalid, isUnchanged, problemOf, readWithSignature, statFile, toConfigProblem } from './file-state';
import type { Locks } from './lock';
import { isSame } from './version';
import type { Outcome } from './yaml-text';

/** A file that holds `{ <key>: [items] }`. */
export interface ListFile<T> {
  /** The list in force. @throws AppError `config_invalid` when the file is broken and never was good. */
  items(): Promise<readonly T[]>;
  /** Reads, changes and writes under the file's lock; what `change` throws is passed on and nothing is written. */
  change(change: (items: readonly T[]) => T[] | Promise<T[]>): Promise<readonly T[]>;
  problem(): Promise<ConfigProblem | null>;
}

export interface ListFileOptions<T, K extends string> {
  path: string;
  /** Below `FS_ROOT`. */
  file: string;
  schema: z.ZodType<Record<K, T[]>>;
  key: K;
  /** Name of the lock; that of the folder when absent. */
  lock?: string;
  locks: Locks;
  writer: Writer;
  written: ConfigWriteListener;
  log: Logger;
}

interface State<T> {
  seen?: Seen;
  /** Last good list; in force even while the file is broken. */
  good: readonly T[] | null;
  problem: Problem | null;
}

export function createListFile<T, K extends string>(options: ListFileOptions<T, K>): ListFile<T> {
  const { path, file, schema, key, locks, writer, written, log } = options;
  let state: State<T> = { good: null, problem: null };

  function take(next: State<T>): State<T> {
    if (next.problem && next.problem !== state.problem) {
      log.warn({ file, line: next.problem.line, reason: next.problem.reason }, 'configuration file is broken');
    } else if (!next.problem && state.problem) log.info({ file }, 'configuration file is good again');
    state = next;
    return next;
  }

  async function read(): Promise<Outcome<Content<Record<K, T[]>> | null> & { seen?: Seen }> {
    const found = await readWithSignature(path);
    if (found.kind === 'absent') return { ok: true, value: null };
    if (found.kind === 'unreadable') return { ok: false, broken: found.broken, seen: found.seen };
    return { ...readContent(schema, found.bytes), seen: found.seen };
  }

  async function refresh(): Promise<State<T>> {
    const now = statFile(path);
    if (now && isUnchanged(state.seen, now)) return state;
    // Not there still: the same empty list as before.
    if (!now && state.good?.length === 0 && !state.problem) return state;
    const result = await read();
    if (result.ok) return take({ seen: result.seen, good: result.value?.value[key] ?? [], problem: null });
    return take({ seen: result.seen, good: state.good, problem: problemOf(result.broken, state.problem) });
  }

  return {
    async items() {
      const { good, problem } = await refresh();
      if (good) return good;
      throw configInvalid(file, problem ?? { reason: 'unreadable', line: null });
    },
    change: (change) =>
      locks.hold(options.lock ?? dirname(file), async () => {
        const result = await read();
        if (!result.ok) throw configInvalid(file, result.broken);
        const before = result.value?.value[key] ?? [];
        const content = validated(schema, { [key]: await change(structuredClone(before)) });
        if (result.value === null) {
          const bytes = newBytes(schema, content);
          if (!(await createFile(path, bytes, writer))) throw configInvalid(file, { reason: 'made by hand in this moment', line: null });
          await written(file, bytes);
        } else if (!isSame(result.value.value, content)) {
          const bytes = changedBytes(schema, result.value, content);
          await replaceFile(path, bytes, writer);
          await written(file, bytes);
        }
        // The stat that follows may still be of the former file if two writes fall into one tick: read anew next time.
        state = { good: content[key], problem: null };
        return content[key];
      }),
    async problem() {
      const { good, problem } = await refresh();
      return problem && toConfigProblem(file, problem, good !== null);
    },
  };
}
