import type { FieldDefinition } from '@/lib/model/field';
import type { FieldsConfig } from '@/lib/store/field-ports';
import type { Store } from '@/lib/store/ports';

/** A tenant's field definitions as they stand. */
export async function fieldsOf(store: Pick<Store, 'config'>, slug: string): Promise<readonly FieldDefinition[]> {
  const { fields } = store.config as Store['config'] & { fields?: (slug: string) => FieldsConfig };
  return fields ? (await fields(slug).list()).fields : [];
}
