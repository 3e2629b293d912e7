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
  await config.change('*', (now) =>
    now.flatMap((field) => {
      if (field.work !== null || (field.state === 'hidden') === isThere(field.id)) return field;
      // A hidden field whose column went with an earlier database: there is nothing left to restore.
      return field.state === 'hidden' ? [] : { ...field, state: field.state === 'pending' ? ('active' as const) : field.state };
    }),
  );
  return fields.length;
}
