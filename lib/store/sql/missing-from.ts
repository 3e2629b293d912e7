import type { PromisedCatalog } from '../migrate';

/** `table` or `table.column` for all that was promised and is not there. Custom fields may add columns. */
export function missingFrom(catalog: PromisedCatalog, tables: ReadonlyMap<string, readonly string[]>): string[] {
  return Object.entries(catalog).flatMap(([table, columns]) => {
    const found = tables.get(table);
    if (!found) return [table];
    return columns.filter((column) => !found.includes(column)).map((column) => `${table}.${column}`);
  });
}
