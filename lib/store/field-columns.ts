import type { FieldDefinition } from '@/lib/model/field';
import type { FieldsConfig } from './field-ports';
import type { ConfigStore } from './ports';
import type { CustomColumn, CustomColumnSource } from './sql/custom-columns';

/** Makes columns of definitions; the rules of the types are a room's, above the store. */
export type CustomColumnsOf = (fields: readonly FieldDefinition[]) => readonly CustomColumn[];

/** A tenant's own columns, made anew only when its definitions changed. */
export function fieldColumns(config: ConfigStore, slug: string, columnsOf: CustomColumnsOf): CustomColumnSource {
  const { fields } = config as ConfigStore & { fields?: (slug: string) => FieldsConfig };
  const made: { version: string | null; columns: readonly CustomColumn[] } = { version: null, columns: [] };
  if (!fields) return () => Promise.resolve(made.columns);
  return async () => {
    const found = await fields(slug).list();
    if (made.version !== found.version) Object.assign(made, { version: found.version, columns: columnsOf(found.fields) });
    return made.columns;
  };
}
