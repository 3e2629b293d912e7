import { invalidField } from '@/lib/errors';
import type { ListInput, Page } from '@/lib/model/common';
import { decodeCursor, encodeCursor } from '@/lib/records/cursor';

export interface ListedItems<T> {
  idOf(item: T): string;
  /** What it may be sorted by; the first is the order when none is asked for. */
  sorts: Readonly<Record<string, (item: T) => string>>;
  /** What a search looks through. */
  textOf(item: T): string;
}

/** Case and accents left out, so that people find what they do not spell exactly. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const compare = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

/**
 * One page of a list that is in memory whole. An item that comes or goes between two pages never hides or repeats another.
 * @throws AppError `validation_failed` at `sort` or `cursor`.
 */
export function pageOfItems<T>(all: readonly T[], { limit, cursor, q, sort }: ListInput, { idOf, sorts, textOf }: ListedItems<T>): Page<T> {
  const descending = sort?.startsWith('-') ?? false;
  const field = sort?.replace(/^-/, '') ?? Object.keys(sorts)[0] ?? '';
  const by = Object.hasOwn(sorts, field) ? sorts[field] : undefined;
  if (!by) throw invalidField('sort', 'sortUnknown', { field: field.slice(0, 64) });
  const words = folded(q ?? '').split(/\s+/).filter(Boolean);
  const keyOf = (item: T) => [folded(by(item)), idOf(item)];
  const found = all
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ item }) => words.length === 0 || words.every((word) => folded(textOf(item)).includes(word)))
    .sort((a, b) => (descending ? -1 : 1) * compare(a.key, b.key));
  const after = cursor === undefined ? null : decodeCursor(cursor, ['string', 'string', 'string']).map(String);
  if (after && after[0] !== `${descending ? '-' : ''}${field}`) throw invalidField('cursor', 'invalid');
  const rest = after ? found.filter(({ key }) => (descending ? -1 : 1) * compare(key, after.slice(1)) > 0) : found;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = last && rest.length > limit ? encodeCursor([`${descending ? '-' : ''}${field}`, ...last.key]) : null;
  return { items: page.map(({ item }) => item), nextCursor, total: found.length };
}
