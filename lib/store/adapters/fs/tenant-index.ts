import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import pLimit from 'p-limit';
import type { Logger } from '@/lib/log';
import { errorCode } from './durable';
import { type Problem, type Seen, type Signature, isUnchanged, problemOf, signatureOf, statFile } from './file-state';
import { inSlices } from './slices';
import { type GoodTenant, type LoadedTenant, type TenantPaths, loadTenant } from './tenant-files';
import { foldText } from './tenant-query';
import type { SavedTenant } from './warm-index';

/** Files read at once: more than the disk's queue gains nothing, and open files are limited. */
const READS_AT_ONCE = 16;
/** Changes that a sorted list is mended for; after more it is sorted anew. */
const RECENT_CHANGES = 1_000;

export interface TenantEntry {
  slug: string;
  seen: Seen;
  /** Line of the id, for whoever finds the same one elsewhere. */
  idLine: number | null;
  /** Last good version; in force even while the file is broken. */
  good: GoodTenant | null;
  /** Slug, name and display name, folded for searching. */
  haystack: string;
  problem: Problem | null;
  /** Broken by another file, not by its own content: look again although it did not change. */
  duplicate: boolean;
}

interface Look {
  slug: string;
  began: number;
  loaded: LoadedTenant;
}

/** All tenants in memory, as the files were when last looked at. */
export interface TenantIndex {
  entries(): IterableIterator<TenantEntry>;
  size(): number;
  slugs(): IterableIterator<string>;
  entry(slug: string): TenantEntry | undefined;
  /** Grows with every change. */
  generation(): number;
  slugOf(id: string): string | undefined;
  /** Looks at one file, reads it if it changed, and gives its entry; undefined when there is none. */
  refresh(slug: string): Promise<TenantEntry | undefined>;
  /** Reads one file whatever its times say. */
  reload(slug: string): Promise<TenantEntry | undefined>;
  /** Looks at all files; runs are shared by those who ask at once. */
  sweep(): Promise<void>;
  /** The first look at all files, which reads only those that are not as they were when saved. */
  open(saved: ReadonlyMap<string, SavedTenant>): Promise<void>;
  /** What may be saved: read without doubt. */
  savable(): SavedTenant[];
  /** Tenants that what was saved last does not know as they are. */
  unsaved: Set<string>;
  /** Slugs that came, went or changed since a generation; null when that is too long ago to tell. */
  changedSince(generation: number): ReadonlySet<string> | null;
}

export function createTenantIndex(paths: TenantPaths, log: Logger): TenantIndex {
  const entries = new Map<string, TenantEntry>();
  const slugById = new Map<string, string>();
  /** Order in which looks at a file began: a slow look never overwrites the answer of a later one. */
  const looks = new Map<string, number>();
  const limit = pLimit(READS_AT_ONCE);
  let look = 0;
  let generation = 0;
  /** Slugs of the latest changes, one for each generation, the latest last. */
  let recent: string[] = [];
  const unsaved = new Set<string>();
  let sweeping: Promise<void> | null = null;

  function changed(slug: string): void {
    generation += 1;
    recent.push(slug);
    if (recent.length > 2 * RECENT_CHANGES) recent = recent.slice(-RECENT_CHANGES);
  }

  function forget(slug: string): void {
    const entry = entries.get(slug);
    if (!entry) return;
    if (entry.good && slugById.get(entry.good.config.id) === slug) slugById.delete(entry.good.config.id);
    entries.delete(slug);
    unsaved.add(slug);
    changed(slug);
  }

  function put(entry: TenantEntry): void {
    const former = entries.get(entry.slug);
    if (former?.good && former.good.config.id !== entry.good?.config.id) slugById.delete(former.good.config.id);
    if (entry.good) slugById.set(entry.good.config.id, entry.slug);
    entries.set(entry.slug, entry);
    if (former?.seen.signature !== entry.seen.signature || former.seen.racy !== entry.seen.racy) unsaved.add(entry.slug);
    if (former?.good !== entry.good) changed(entry.slug);
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
      return put({ slug, seen: loaded.seen, idLine: loaded.idLine, good, haystack, problem: null, duplicate: false });
    }
    const broken = loaded.kind === 'broken' ? loaded.broken : { reason: `id: the same as in ${paths.file(owner ?? '')}`, line: loaded.idLine };
    const problem = problemOf(broken, former?.problem ?? null);
    put({ slug, seen: loaded.seen, idLine: null, good: former?.good ?? null, haystack: former?.haystack ?? '', problem, duplicate });
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
  async function findChanged(names: readonly string[], saved?: ReadonlyMap<string, SavedTenant>): Promise<{ changed: string[]; known: SavedTenant[] }> {
    const found = { changed: [] as string[], known: [] as SavedTenant[] };
    await inSlices(names, (name) => {
      const entry = entries.get(name);
      const past = saved?.get(name);
      if (!entry && !past) return void found.changed.push(name);
      const now = statNow(paths.path(name));
      if (isFresh(entry, now)) return;
      if (!entry && past?.signature === now.text) found.known.push(past);
      else found.changed.push(name);
    });
    return found;
  }

  async function sweepOnce(saved?: ReadonlyMap<string, SavedTenant>): Promise<void> {
    const listed = (await readdir(paths.root)).filter((name) => !name.startsWith('.'));
    const present = new Set(listed);
    const gone = [...entries.keys()].filter((slug) => !present.has(slug));
    const { changed: names, known } = await findChanged(listed, saved);
    const loaded: Look[] = await Promise.all(
      [...names, ...gone].map((slug) =>
        limit(async () => {
          const began = (look += 1);
          return { slug, began, loaded: await loadTenant(paths, slug) };
        }),
      ),
    );
    for (const { slug, signature, idLine, good } of known) {
      loaded.push({ slug, began: (look += 1), loaded: { kind: 'good', seen: { signature, racy: false }, good, idLine } });
    }
    // In the order of slugs, so that of two files with one id every process keeps the same one; those that are gone free theirs first.
    loaded.sort((a, b) => (a.slug < b.slug ? -1 : 1));
    for (const item of loaded) if (item.loaded.kind === 'absent') apply(item.slug, item.began, item.loaded);
    await inSlices(loaded, (item) => {
      if (item.loaded.kind !== 'absent') apply(item.slug, item.began, item.loaded);
    });
    for (const { slug, signature } of known) if (entries.get(slug)?.seen.signature === signature) unsaved.delete(slug);
  }

  return {
    entries: () => entries.values(),
    size: () => entries.size,
    slugs: () => entries.keys(),
    entry: (slug) => entries.get(slug),
    generation: () => generation,
    slugOf: (id) => slugById.get(id),
    async refresh(slug) {
      const now = statFile(paths.path(slug));
      const entry = entries.get(slug);
      return now && isFresh(entry, now) ? entry : reload(slug);
    },
    reload,
    savable: () =>
      Array.from(entries.values()).flatMap(({ slug, seen, idLine, good, problem }) => (good && !problem && !seen.racy ? [{ slug, signature: seen.signature, idLine, good }] : [])),
    unsaved,
    changedSince: (since) => (generation - since <= recent.length ? new Set(recent.slice(recent.length - (generation - since))) : null),
    async open(saved) {
      await sweepOnce(saved);
      for (const slug of saved.keys()) if (!entries.has(slug)) unsaved.add(slug);
    },
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
