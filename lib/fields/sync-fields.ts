import { openPlace, type FieldDeps } from './deps';
import { wantedColumn } from './wanted';

/**
 * Makes the columns of all definitions that are in force, in a table that may lack them: a tenant that got its
 * data plane after its fields, or anew. Runs again after a crash.
 * @returns how many fields there are
 */
export async function syncFields(runtime: Pick<FieldDeps, 'store'>, slug: string): Promise<number> {
  const config = runtime.store.config.fields(slug);
  const { fields } = await config.list();
  if (fields.length === 0) return 0;
  const { target, columns } = await openPlace(runtime, slug);
  await columns.apply(target, fields.filter((field) => field.state !== 'hidden').map(wantedColumn), 'swap');
  const catalog = await columns.introspect(target);
  const isThere = (id: string) => catalog.columns.some((column) => column.fieldId === id && column.role === 'live');
  await config.change('*', (now) => now.map((field) => (field.state === 'pending' && field.work === null && isThere(field.id) ? { ...field, state: 'active' } : field)));
  return fields.length;
}
