import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Logger } from '@/lib/log';
import { errorCode } from './durable';
import { type Problem, type Seen, type Signature, isUnchanged, problemOf, signatureOf, statFile } from './file-state';
import { type GoodTenant, type LoadedTenant, type TenantPaths, loadTenant } from './tenant-files';
import { foldText } from './tenant-query';

/** Files read at once: more than the disk's queue gains nothing, and open files are limited. */
const READS_AT_ONCE = 16;
/** Longest stretch in which the sweep keeps the event loop to itself. */
const SLICE_MS = 5;

export interface TenantEntry {
  slug: string;
  seen: Seen;
  /** Last good version; in force even while the file is broken. */
  good: GoodTenant | null;
  /** Slug, name and display name, folded for searching. */
  haystack: string;
  problem: Problem | null;
  /** Broken by another file, not by its own content: look again although it did not change. */
  duplicate: boolean;
}

/** All tenants in memory, as the files were when last looked at. */
export interface TenantIndex {
  entries(): IterableIterator<TenantEntry>;
  /** Grows with every change. */
  generation(): number;
  slugOf(id: string): string | undefined;
  /** Looks at one file, reads it if it changed, and gives its entry; undefined when there is none. */
  refresh(slug: string): Promise<TenantEntry | undefined>;
  /** Reads one file whatever its times say. */
  reload(slug: string): Promise<TenantEntry | undefined>;
  /** Looks at all files; runs are shared by those who ask at once. */
  sweep(): Promise<void>;
}

export function createTenantIndex(paths: TenantPaths, log: Logger): TenantIndex {
  const entries = new Map<string, TenantEntry>();
  const slugById = new Map<string, string>();
  /** Order in which looks at a file began: a slow look never overwrites the answer of a later one. */
  const looks = new Map<string, number>();
  const limit = pLimit(READS_AT_ONCE);
  let look = 0;
  let generation = 0;
  let sweeping: Promise<void> | null = null;

  function forget(slug: string): void {
    const entry = entries.get(slug);
    if (!entry) return;
    if (entry.good && slugById.get(entry.good.config.id) === slug) slugById.delete(entry.good.config.id);
    entries.delete(slug);
    generation += 1;
  }

  function put(entry: TenantEntry): void {
    const former = entries.get(entry.slug);
    if (former?.good && former.good.config.id !== entry.good?.config.id) slugById.delete(former.good.config.id);
    if (entry.good) slugById.set(entry.good.config.id, entry.slug);
    entries.set(entry.slug, entry);
    if (former?.good !== entry.good) generation += 1;
    const file = paths.file(entry.slug);
    if (entry.problem && entry.problem !== former?.problem) log.warn({ file, line: entry.problem.line, reason: entry.problem.reason }, 'configuration file is broken');
    else if (!entry.problem && former?.problem) log.info({ file }, 'configuration file is good again');
  }

  function apply(slug: string, began: number, loaded: LoadedTenant): void {
    if ((looks.get(slug) ?? 0) > began) return;
    looks.set(slug, began);
    if (loaded.kind === 'absent') return forget(slug);
    const former = entries.get(slug);
    const owner = loaded.kind === 'good' ? slugById.get(loaded.good.config.id) : undefined;
    const duplicate = owner !== undefined && owner !== slug;
    if (loaded.kind === 'good' && !duplicate) {
      const good = former?.good?.version === loaded.good.version ? former.good : loaded.good;
      const { config } = good;
      const haystack = foldText(`${config.slug}\n${config.name}\n${config.displayName}`);
      return put({ slug, seen: loaded.seen, good, haystack, problem: null, duplicate: false });
    }
    const broken = loaded.kind === 'broken' ? loaded.broken : { reason: `id: the same as in ${paths.file(owner ?? '')}`, line: loaded.idLine };
    const problem = problemOf(broken, former?.problem ?? null);
    put({ slug, seen: loaded.seen, good: former?.good ?? null, haystack: former?.haystack ?? '', problem, duplicate });
  }

  async function reload(slug: string): Promise<TenantEntry | undefined> {
    const began = (look += 1);
    apply(slug, began, await loadTenant(paths, slug));
    return entries.get(slug);
  }

  function isFresh(entry: TenantEntry | undefined, now: Signature): entry is TenantEntry {
    return entry !== undefined && !entry.duplicate && isUnchanged(entry.seen, now);
  }

  /** Looks without reading; stat without threads, in slices, is ten times cheaper than with them. */
  async function findChanged(names: readonly string[]): Promise<string[]> {
    const changed: string[] = [];
    let sliceEnds = Date.now() + SLICE_MS;
    for (const name of names) {
      if (Date.now() > sliceEnds) {
        await yieldToLoop();
        sliceEnds = Date.now() + SLICE_MS;
      }
      const entry = entries.get(name);
      if (!entry || !isFresh(entry, statNow(paths.path(name)))) changed.push(name);
    }
    return changed;
  }

  async function sweepOnce(): Promise<void> {
    const listed = (await readdir(paths.root)).filter((name) => !name.startsWith('.')).sort();
    const present = new Set(listed);
    const gone = [...entries.keys()].filter((slug) => !present.has(slug));
    const changed = [...(await findChanged(listed)), ...gone];
    const loaded = await Promise.all(
      changed.map((slug) =>
        limit(async () => {
          const began = (look += 1);
          return { slug, began, loaded: await loadTenant(paths, slug) };
        }),
      ),
    );
    // In the order of slugs, so that of two files with one id every process keeps the same one; those that are gone free theirs first.
    for (const item of loaded) if (item.loaded.kind === 'absent') apply(item.slug, item.began, item.loaded);
    for (const item of loaded) if (item.loaded.kind !== 'absent') apply(item.slug, item.began, item.loaded);
  }

  return {
    entries: () => entries.values(),
    generation: () => generation,
    slugOf: (id) => slugById.get(id),
    async refresh(slug) {
      const now = statFile(paths.path(slug));
      const entry = entries.get(slug);
      return now && isFresh(entry, now) ? entry : reload(slug);
    },
    reload,
    sweep() {
      sweeping ??= sweepOnce().finally(() => {
        sweeping = null;
      });
      return sweeping;
    },
  };
}

function statNow(path: string): Signature {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats ? signatureOf(stats) : { text: 'absent', changedMs: 0 };
  } catch (error) {
    return { text: `error ${errorCode(error) ?? ''}`, changedMs: 0 };
  }
}
