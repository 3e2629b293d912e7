import type { Logger } from '@/lib/log';
import { type Problem, type Seen, problemOf } from './file-state';
import type { GoodTenant, LoadedTenant, TenantPaths } from './tenant-files';
import { foldText } from './tenant-query';
import type { SavedTenant } from './warm-index';

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

/** What is known of each tenant's file; told of what was read, it decides what is in force. */
export interface TenantEntries {
  readonly all: ReadonlyMap<string, TenantEntry>;
  /** See {@link TenantIndex}. */
  generation(): number;
  changedSince(generation: number): ReadonlySet<string> | null;
  slugOf(id: string): string | undefined;
  savable(): SavedTenant[];
  readonly unsaved: Set<string>;
  /** The next look at a file begins. Their order counts: a slow one never overwrites the answer of a later one. */
  beginLook(): number;
  apply(slug: string, began: number, loaded: LoadedTenant): void;
}

export function createTenantEntries(paths: TenantPaths, log: Logger): TenantEntries {
  const entries = new Map<string, TenantEntry>();
  const slugById = new Map<string, string>();
  /** Order in which looks at a file began: a slow look never overwrites the answer of a later one. */
  const looks = new Map<string, number>();
  let look = 0;
  let generation = 0;
  /** Slugs of the latest changes, one for each generation, the latest last. */
  let recent: string[] = [];
  const unsaved = new Set<string>();

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

  return {
    all: entries,
    generation: () => generation,
    changedSince: (since) => (generation - since <= recent.length ? new Set(recent.slice(recent.length - (generation - since))) : null),
    slugOf: (id) => slugById.get(id),
    savable: () =>
      Array.from(entries.values()).flatMap(({ slug, seen, idLine, good, problem }) => (good && !problem && !seen.racy ? [{ slug, signature: seen.signature, idLine, good }] : [])),
    unsaved,
    beginLook: () => (look += 1),
    apply,
  };
}
