import { join } from 'node:path';
import type { z } from 'zod';
import type { Logger } from '@/lib/log';
import { AppError } from '@/lib/errors';
import type { ConfigProblem, ConfigWriteListener } from '@/lib/store/ports';
import { createListFile, type ListFile } from './list-file';
import type { Writer } from './durable';
import type { Locks } from './lock';
import { isTenantFolder, type TenantPaths } from './tenant-files';
import type { TenantIndex } from './tenant-index';

/** Tenants whose lists of one kind are kept parsed; the least recently asked for goes first. */
const CACHED_FILES = 2_000;

export interface TenantListParts {
  paths: TenantPaths;
  index: TenantIndex;
  locks: Locks;
  writer: Writer;
  written: ConfigWriteListener;
  log: Logger;
}

/** One kind of list that each tenant has in its folder: `tenants/<slug>/<key>.yaml` holds `{ <key>: [items] }`. */
export interface TenantListFiles<T> {
  /** For those who have found the tenant already; nothing where the name cannot be one's. */
  file(slug: string): ListFile<T> | null;
  /** @throws AppError `tenant_not_found` */
  existing(slug: string): Promise<ListFile<T>>;
  /** Of the files asked for so far. */
  problems(): Promise<ConfigProblem[]>;
}

export function tenantListFiles<T, K extends string>({ paths, index, ...shared }: TenantListParts, key: K, schema: z.ZodType<Record<K, T[]>>): TenantListFiles<T> {
  const files = new Map<string, ListFile<T>>();

  function fileOf(slug: string): ListFile<T> {
    const name = `${key}.yaml`;
    // All lists of a tenant have its lock: its folder does not go while one is written, and one may look at another while it changes.
    const file = files.get(slug) ?? createListFile<T, K>({ ...shared, path: join(paths.directory(slug), name), file: `tenants/${slug}/${name}`, lock: `tenant.${slug}`, schema, key });
    files.delete(slug);
    files.set(slug, file);
    const [oldest] = files.keys();
    if (files.size > CACHED_FILES && oldest !== undefined) files.delete(oldest);
    return file;
  }

  return {
    file: (slug) => (isTenantFolder(slug) ? fileOf(slug) : null),
    async existing(slug) {
      if (!isTenantFolder(slug) || (await index.refresh(slug)) === undefined) throw new AppError('tenant_not_found', { params: { tenant: slug } });
      return fileOf(slug);
    },
    async problems() {
      const found = await Promise.all([...files.values()].map((file) => file.problem()));
      return found.filter((problem) => problem !== null);
    },
  };
}
