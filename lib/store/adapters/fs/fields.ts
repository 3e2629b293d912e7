import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { fieldDefinitionSchema, FIELDS_MAX, type FieldDefinition } from '@/lib/model/field';
import type { ConfigProblem, FieldsConfig } from '@/lib/store/ports';
import { tenantListFiles, type TenantListParts } from './tenant-list-files';
import { versionOfItem } from './version';

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

/** Users' fields as `tenants/<slug>/fields.yaml`. */
export function createFields(parts: TenantListParts): { of(slug: string): FieldsConfig; problems(): Promise<ConfigProblem[]> } {
  const files = tenantListFiles(parts, 'fields', fieldsFileSchema);
  const answer = (fields: readonly FieldDefinition[]) => ({ fields: structuredClone([...fields]), version: versionOfItem(fields) });
  return {
    of: (slug) => ({
      // One look at one file: whoever reads a tenant's users has found the tenant already.
      current: async () => (await files.file(slug)?.items()) ?? [],
      list: async () => answer(await (await files.existing(slug)).items()),
      change: async (expectedVersion, change) =>
        answer(
          await (await files.existing(slug)).change((fields) => {
            if (expectedVersion !== '*' && expectedVersion !== versionOfItem(fields)) throw new AppError('precondition_failed', { params: { slug } });
            return change(structuredClone([...fields]));
          }),
        ),
    }),
    problems: files.problems,
  };
}
