import { z } from 'zod';
import { fieldDefinitionSchema, FIELDS_MAX, type FieldDefinition } from '@/lib/model/field';
import type { ConfigProblem, FieldsConfig } from '@/lib/store/ports';
import type { TenantListParts } from './tenant-list-files';
import { createWholeList } from './whole-list';

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
  const lists = createWholeList(parts, 'fields', fieldsFileSchema);
  const named = ({ items, version }: { items: FieldDefinition[]; version: string }) => ({ fields: items, version });
  return {
    of: (slug) => {
      const list = lists.of(slug);
      return { current: list.current, list: async () => named(await list.list()), change: async (expectedVersion, change) => named(await list.change(expectedVersion, change)) };
    },
    problems: lists.problems,
  };
}
