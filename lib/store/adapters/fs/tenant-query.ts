import { z } from 'zod';
import { invalidField } from '@/lib/errors';
import type { TenantListQuery } from '@/lib/store/ports';
import type { GoodTenant } from './tenant-files';

/** Text as it is compared: without case and accents. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** One tenant with what it is searched and sorted by. */
export interface Row {
  slug: string;
  good: GoodTenant;
  haystack: string;
}

const KEYS = {
  slug: (row: Row) => row.slug,
  name: (row: Row) => foldText(row.good.config.name),
  createdAt: (row: Row) => new Date(row.good.config.createdAt).toISOString(),
  updatedAt: (row: Row) => new Date(row.good.config.updatedAt).toISOString(),
} as const;
export type SortField = keyof typeof KEYS;

export interface Order {
  field: SortField;
  descending: boolean;
}

/** @throws AppError `validation_failed` for a field that is not sorted by. */
export function readOrder(sort: string | undefined): Order {
  const descending = sort?.startsWith('-') ?? false;
  const field = (descending ? sort?.slice(1) : sort) || 'slug';
  if (!Object.hasOwn(KEYS, field)) throw invalidField('sort', 'sortUnknown', { field });
  return { field: field as SortField, descending };
}

/** A row with its sort key worked out. */
export interface Keyed {
  key: string;
  row: Row;
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const compare = (a: { key: string; slug: string }, b: { key: string; slug: string }) => compareText(a.key, b.key) || compareText(a.slug, b.slug);

const byKeyThenSlug = (a: Keyed, b: Keyed) => compareText(a.key, b.key) || compareText(a.row.slug, b.row.slug);

/** Ascending by key, then by slug, which is unique: a total order. */
export function sortRows(rows: Iterable<Row>, field: SortField): Keyed[] {
  return Array.from(rows, (row) => ({ key: KEYS[field](row), row })).sort(byKeyThenSlug);
}

/** The same list after some slugs came, went or changed; `rows` are those of them that are there now. */
export function mendRows(sorted: readonly Keyed[], changed: ReadonlySet<string>, rows: Iterable<Row>, field: SortField): Keyed[] {
  const added = sortRows(rows, field);
  const mended: Keyed[] = [];
  let next = 0;
  for (const keyed of sorted) {
    if (changed.has(keyed.row.slug)) continue;
    for (let one = added[next]; one && byKeyThenSlug(one, keyed) < 0; one = added[next]) {
      mended.push(one);
      next += 1;
    }
    mended.push(keyed);
  }
  return mended.concat(added.slice(next));
}

const cursorSchema = z.tuple([z.string(), z.string(), z.string()]);

function writeCursor(order: Order, keyed: Keyed): string {
  const sort = `${order.descending ? '-' : ''}${order.field}`;
  return Buffer.from(JSON.stringify([sort, keyed.key, keyed.row.slug])).toString('base64url');
}

function readCursor(order: Order, cursor: string): { key: string; slug: string } {
  try {
    const [sort, key, slug] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (sort === `${order.descending ? '-' : ''}${order.field}`) return { key, slug };
  } catch {
    // Told below, like a cursor of another order.
  }
  throw invalidField('cursor', 'cursorInvalid');
}

function isWanted(query: TenantListQuery): (row: Row) => boolean {
  const words = query.q ? foldText(query.q) : '';
  const slugs = query.slugs && new Set(query.slugs);
  return ({ slug, good, haystack }) =>
    (!slugs || slugs.has(slug)) &&
    (!query.status || good.config.status === query.status) &&
    (!query.serverId || good.config.database?.serverId === query.serverId) &&
    (!query.ids || query.ids.has(good.config.id)) &&
    (!words || haystack.includes(words));
}

/**
 * One page. The cursor names the last row's place in the order, not its number, so rows that come
 * or go in between neither repeat nor hide others.
 */
export function pageOfRows(ascending: readonly Keyed[], order: Order, query: TenantListQuery): { rows: Row[]; nextCursor: string | null; total: number } {
  const after = query.cursor === undefined ? null : readCursor(order, query.cursor);
  const wanted = isWanted(query);
  const page: Keyed[] = [];
  let total = 0;
  let more = false;
  for (let i = 0; i < ascending.length; i += 1) {
    const keyed = ascending[order.descending ? ascending.length - 1 - i : i];
    if (!keyed || !wanted(keyed.row)) continue;
    total += 1;
    if (more) continue;
    if (after) {
      const place = compare({ key: keyed.key, slug: keyed.row.slug }, after);
      if (order.descending ? place >= 0 : place <= 0) continue;
    }
    if (page.length < query.limit) page.push(keyed);
    else more = true;
  }
  const last = page.at(-1);
  return { rows: page.map((keyed) => keyed.row), nextCursor: more && last ? writeCursor(order, last) : null, total };
}
