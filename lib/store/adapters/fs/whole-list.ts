import type { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { ConfigProblem, WholeList } from '@/lib/store/ports';
import { tenantListFiles, type TenantListParts } from './tenant-list-files';
import { versionOfItem } from './version';

/** A list that each tenant has in a file of its own, changed as one thing: one version for all of it. */
export function createWholeList<T, K extends string>(parts: TenantListParts, key: K, schema: z.ZodType<Record<K, T[]>>): { of(slug: string): WholeList<T>; problems(): Promise<ConfigProblem[]> } {
  const files = tenantListFiles(parts, key, schema);
  const answer = (items: readonly T[]) => ({ items: structuredClone([...items]), version: versionOfItem(items) });
  return {
    of: (slug) => ({
      // One look at one file: whoever reads a tenant's lists often has found the tenant already.
      current: async () => (await files.file(slug)?.items()) ?? [],
      list: async () => answer(await (await files.existing(slug)).items()),
      change: async (expectedVersion, change) =>
        answer(
          await (await files.existing(slug)).change((items) => {
            if (expectedVersion !== '*' && expectedVersion !== versionOfItem(items)) throw new AppError('precondition_failed', { params: { slug } });
            return change(structuredClone([...items]));
          }),
        ),
    }),
    problems: files.problems,
  };
}
