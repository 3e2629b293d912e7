import type { FieldDefinition } from '@/lib/model/field';
import type { ConfigStore } from './ports';
import type { CustomColumn, CustomColumnSource } from './sql/custom-columns';

/** Makes columns of definitions; the rules of the types are a room's, above the store. */
export type CustomColumnsOf = (fields: readonly FieldDefinition[]) => readonly CustomColumn[];

/** A tenant's own columns, made anew only when its definitions changed. */
export function fieldColumns(config: ConfigStore, slug: string, columnsOf: CustomColumnsOf): CustomColumnSource {
  let made: { from: readonly FieldDefinition[]; columns: readonly CustomColumn[] } | null = null;
  const fields = config.fields(slug);
  return async () => {
    const from = await fields.current();
    if (made?.from !== from) made = { from, columns: columnsOf(from) };
    return made.columns;
  };
}
