import type { z } from 'zod';
import { AppError, invalidField } from '@/lib/errors';
import type { ConfigProblem, TenantItems, Versioned } from '@/lib/store/ports';
import { tenantListFiles, type TenantListParts } from './tenant-list-files';
import { versionOfItem } from './version';

export interface TenantItemsKind<T, K extends string> {
  /** Also the file's name: `tenants/<slug>/<key>.yaml`. */
  key: K;
  schema: z.ZodType<Record<K, T[]>>;
  /** What one item is told by; never changes. */
  idOf(item: T): string;
  idField: Extract<keyof T, string>;
  /** As errors name it. */
  what: string;
}

/** Items of one kind that each tenant has in a file of its own, each with a version of its own. */
export function createTenantItems<T extends object, K extends string>(
  parts: TenantListParts,
  { key, schema, idOf, idField, what }: TenantItemsKind<T, K>,
): { of(slug: string): TenantItems<T>; problems(): Promise<ConfigProblem[]> } {
  const files = tenantListFiles(parts, key, schema);
  const versioned = (item: T): Versioned<T> => ({ ...structuredClone(item), version: versionOfItem(item) });

  function found(items: readonly T[], id: string): T {
    const item = items.find((candidate) => idOf(candidate) === id);
    if (!item) throw new AppError('not_found', { params: { what, id: id.slice(0, 64) } });
    return item;
  }
  function expected(items: readonly T[], id: string, version: string): T {
    const item = found(items, id);
    if (version !== '*' && version !== versionOfItem(item)) throw new AppError('precondition_failed', { params: { id } });
    return item;
  }

  const of = (slug: string): TenantItems<T> => ({
    current: async () => (await files.file(slug)?.items()) ?? [],
    list: async () => (await (await files.existing(slug)).items()).map(versioned),
    async get(id) {
      const item = (await (await files.existing(slug)).items()).find((candidate) => idOf(candidate) === id);
      return item ? versioned(item) : null;
    },
    async create(item, guard) {
      const written = await (await files.existing(slug)).change(async (items) => {
        if (items.some((other) => idOf(other) === idOf(item))) throw new AppError('conflict', { params: { field: idField }, issues: [{ path: idField, message: 'taken' }] });
        await guard?.();
        return [...items, item];
      });
      return versioned(found(written, idOf(item)));
    },
    async update(id, expectedVersion, change) {
      let former: T | undefined;
      const written = await (await files.existing(slug)).change(async (items) => {
        former = structuredClone(expected(items, id, expectedVersion));
        const after = await change(structuredClone(former));
        if (idOf(after) !== id) throw invalidField(idField, 'immutable');
        return items.map((item) => (idOf(item) === id ? after : item));
      });
      if (!former) throw new Error('a change that was not asked for');
      return { before: versioned(former), after: versioned(found(written, id)) };
    },
    async remove(id, expectedVersion, guard) {
      let former: T | undefined;
      await (await files.existing(slug)).change(async (items) => {
        former = expected(items, id, expectedVersion);
        await guard?.(structuredClone(former));
        return items.filter((item) => idOf(item) !== id);
      });
      if (!former) throw new Error('a change that was not asked for');
      return versioned(former);
    },
  });
  return { of, problems: files.problems };
}
