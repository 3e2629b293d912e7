import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '@/lib/log';
import { AppError } from '@/lib/errors';
import { fieldDefinitionSchema, FIELDS_MAX, type FieldDefinition } from '@/lib/model/field';
import type { ConfigProblem, ConfigWriteListener, FieldsConfig } from '@/lib/store/ports';
import { createListFile, type ListFile } from './list-file';
import type { Writer } from './durable';
import type { Locks } from './lock';
import { isTenantFolder, type TenantPaths } from './tenant-files';
import type { TenantIndex } from './tenant-index';
import { versionOfItem } from './version';

const FILE = 'fields.yaml';
/** Tenants whose definitions are kept parsed; the least recently asked for goes first. */
const CACHED_FILES = 2_000;

function noTwoAlike(fields: FieldDefinition[], ctx: z.RefinementCtx): void {
  const seen = new Set<string>();
  fields.forEach((field, at) => {
    // A hidden field gave its name free; one that is not there yet may wait for a name that is being given free.
    const waiting = field.state === 'pending' || field.state === 'repair';
    const named = [`column ${field.column}`, ...(field.state === 'hidden' ? [] : [`name ${field.name}`])];
    const keys = [`id ${field.id}`, ...(waiting ? [] : named)];
    for (const key of keys) {
      if (seen.has(key)) ctx.addIssue({ code: 'custom', message: 'taken', path: [at, key.split(' ')[0] ?? ''] });
      seen.add(key);
    }
  });
}

export const fieldsFileSchema = z.object({ fields: z.array(fieldDefinitionSchema).max(FIELDS_MAX).superRefine(noTwoAlike).default([]) });

export interface FieldsParts {
  paths: TenantPaths;
  index: TenantIndex;
  locks: Locks;
  writer: Writer;
  written: ConfigWriteListener;
  log: Logger;
}

/** Users' fields as `tenants/<slug>/fields.yaml`. */
export function createFields({ paths, index, ...shared }: FieldsParts): { of(slug: string): FieldsConfig; problems(): Promise<ConfigProblem[]> } {
  const files = new Map<string, ListFile<FieldDefinition>>();

  function fileOf(slug: string): ListFile<FieldDefinition> {
    const file =
      files.get(slug) ??
      createListFile<FieldDefinition, 'fields'>({
        ...shared,
        path: join(paths.directory(slug), FILE),
        file: `tenants/${slug}/${FILE}`,
        // The tenant's own: its folder does not go while its fields are written.
        lock: `tenant.${slug}`,
        schema: fieldsFileSchema,
        key: 'fields',
      });
    files.delete(slug);
    files.set(slug, file);
    const [oldest] = files.keys();
    if (files.size > CACHED_FILES && oldest !== undefined) files.delete(oldest);
    return file;
  }

  async function existing(slug: string): Promise<ListFile<FieldDefinition>> {
    if (!isTenantFolder(slug) || (await index.refresh(slug)) === undefined) throw new AppError('tenant_not_found', { params: { tenant: slug } });
    return fileOf(slug);
  }

  const answer = (fields: readonly FieldDefinition[]) => ({ fields: structuredClone([...fields]), version: versionOfItem(fields) });
  return {
    of: (slug) => ({
      // One look at one file: whoever reads a tenant's users has found the tenant already.
      current: async () => (isTenantFolder(slug) ? fileOf(slug).items() : []),
      list: async () => answer(await (await existing(slug)).items()),
      change: async (expectedVersion, change) =>
        answer(
          await (await existing(slug)).change((fields) => {
            if (expectedVersion !== '*' && expectedVersion !== versionOfItem(fields)) throw new AppError('precondition_failed', { params: { slug } });
            return change(structuredClone([...fields]));
          }),
        ),
    }),
    async problems() {
      const found = await Promise.all([...files.values()].map((file) => file.problem()));
      return found.filter((problem) => problem !== null);
    },
  };
}
