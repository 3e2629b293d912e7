import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import pLimit from 'p-limit';
import type { Logger } from '@/lib/log';
import { errorCode } from './durable';
import { type Seen, type Signature, isUnchanged, seenAt, signatureOf, statFile } from './file-state';
import { inSlices } from './slices';
import { type TenantEntry, createTenantEntries } from './tenant-entries';
import { type LoadedTenant, type TenantPaths, loadTenant } from './tenant-files';
import type { SavedTenant } from './warm-index';

/** Files read at once: more than the disk's queue gains nothing, and open files are limited. */
const READS_AT_ONCE = 16;

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
  const known = createTenantEntries(paths, log);
  const { all: entries, apply, beginLook, unsaved } = known;
  const limit = pLimit(READS_AT_ONCE);
  let sweeping: Promise<void> | null = null;
  let listing: { names: string[]; seen: Seen } | null = null;

  async function reload(slug: string): Promise<TenantEntry | undefined> {
    const began = beginLook();
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

  /** A folder's times change with the names in it: while they stay, so does the list. */
  async function listFolders(): Promise<{ names: readonly string[]; gone: readonly string[] }> {
    const lookedMs = Date.now();
    const now = statNow(paths.root);
    if (listing && isUnchanged(listing.seen, now)) return { names: listing.names, gone: [] };
    const names = (await readdir(paths.root)).filter((name) => !name.startsWith('.'));
    listing = { names, seen: seenAt(now, lookedMs) };
    const present = new Set(names);
    return { names, gone: [...entries.keys()].filter((slug) => !present.has(slug)) };
  }

  async function sweepOnce(saved?: ReadonlyMap<string, SavedTenant>): Promise<void> {
    const { names: listed, gone } = await listFolders();
    const { changed: names, known: asSaved } = await findChanged(listed, saved);
    const loaded: Look[] = await Promise.all(
      [...names, ...gone].map((slug) =>
        limit(async () => {
          const began = beginLook();
          return { slug, began, loaded: await loadTenant(paths, slug) };
        }),
      ),
    );
    for (const { slug, signature, idLine, good } of asSaved) {
      loaded.push({ slug, began: beginLook(), loaded: { kind: 'good', seen: { signature, racy: false }, good, idLine } });
    }
    // In the order of slugs, so that of two files with one id every process keeps the same one; those that are gone free theirs first.
    loaded.sort((a, b) => (a.slug < b.slug ? -1 : 1));
    for (const item of loaded) if (item.loaded.kind === 'absent') apply(item.slug, item.began, item.loaded);
    await inSlices(loaded, (item) => {
      if (item.loaded.kind !== 'absent') apply(item.slug, item.began, item.loaded);
    });
    for (const { slug, signature } of asSaved) if (entries.get(slug)?.seen.signature === signature) unsaved.delete(slug);
  }

  return {
    entries: () => entries.values(),
    size: () => entries.size,
    slugs: () => entries.keys(),
    entry: (slug) => entries.get(slug),
    generation: known.generation,
    slugOf: known.slugOf,
    async refresh(slug) {
      const now = statFile(paths.path(slug));
      const entry = entries.get(slug);
      return now && isFresh(entry, now) ? entry : reload(slug);
    },
    reload,
    savable: known.savable,
    unsaved,
    changedSince: known.changedSince,
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
