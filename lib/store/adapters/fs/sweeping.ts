import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Logger } from '@/lib/log';
import { type Writer, sweepTemporaries } from './durable';
import { inSlices } from './slices';
import type { TenantIndex } from './tenant-index';
import { writeWarmIndex } from './warm-index';

/** Rest after a sweep, in its own length: it takes a twentieth of one core, however many tenants there are. */
const SWEEP_REST = 19;
/** Also where a busy machine made the sweep take long. */
const LONGEST_REST_MS = 10_000;
/** Reading a few files again is cheaper than saving all of them. */
const UNSAVED_SHARE = 50;
export const UNSAVED_MIN = 64;
/** Between two savings while tenants change all the time. */
const SAVE_REST_MS = 60_000;

/** Removes what killed writers left; what living ones work on stays. */
export async function sweepLeftovers(folders: readonly string[], tenantsRoot: string, writer: Writer): Promise<number> {
  const dotted: { folder: string; names: string[] }[] = [];
  const look = (folder: string) => {
    const names = namesIn(folder).filter((name) => name.startsWith('.'));
    if (names.length > 0) dotted.push({ folder, names });
  };
  folders.forEach(look);
  look(tenantsRoot);
  await inSlices(namesIn(tenantsRoot), (name) => {
    if (!name.startsWith('.')) look(join(tenantsRoot, name));
  });
  let swept = 0;
  for (const { folder, names } of dotted) swept += await sweepTemporaries(folder, writer, names);
  return swept;
}

/** Without threads: ten times cheaper for folders with a file or two. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No folder, or not ours to read: nothing of ours is in it.
    return [];
  }
}

export interface SweepingOptions {
  restMs: number;
  /** Where what is known of tenants is saved for the next start. */
  warmPath: string;
  /** Not saved again for fewer changes than this. */
  unsavedMin: number;
  writer: Writer;
  log: Logger;
}

/** Looks at all files again and again until stopped, and saves what it knows; never keeps the process alive. */
export function startSweeping(index: TenantIndex, options: SweepingOptions): () => Promise<void> {
  const { restMs, log } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let savedAt = -Infinity;
  const save = async () => {
    if (index.unsaved.size < Math.max(options.unsavedMin, index.size() / UNSAVED_SHARE)) return;
    savedAt = performance.now();
    const saved = index.savable();
    index.unsaved.clear();
    await writeWarmIndex(options.warmPath, saved, options.writer).catch((error: unknown) => log.warn({ err: error }, 'what is known of tenants could not be saved; the next start reads all files'));
  };
  const round = async () => {
    const began = performance.now();
    try {
      await index.sweep();
    } catch (error) {
      log.error({ err: error }, 'looking at the tenants’ files failed');
    }
    schedule(Math.max(restMs, Math.min((performance.now() - began) * SWEEP_REST, LONGEST_REST_MS)));
    if (performance.now() - savedAt > SAVE_REST_MS) await save();
  };
  const schedule = (ms: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = running.then(round);
    }, ms);
    timer.unref();
  };
  schedule(restMs);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
    await save();
  };
}
