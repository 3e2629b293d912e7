import { createHash } from 'node:crypto';
import type { FieldDefinition } from '@/lib/model/field';
import type { FieldCatalog } from '@/lib/store';

/** Over the definitions and what the table is; not over how many rows it has. */
export function planHash(definitions: readonly FieldDefinition[], catalog: FieldCatalog | null): string {
  const looked = catalog === null ? null : { ...catalog, rows: 0 };
  return createHash('sha256').update(canonical({ definitions, catalog: looked })).digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
