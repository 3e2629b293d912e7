import type { CatalogColumn, FieldCatalog, WantedColumn } from '../field-ports';

/** A wanted column that is to be one of others', and that one. */
export function takenColumn(wanted: WantedColumn, catalog: FieldCatalog): CatalogColumn | undefined {
  if (wanted.takes === undefined || catalog.columns.some((column) => column.fieldId === wanted.fieldId)) return undefined;
  return catalog.columns.find((column) => column.name === wanted.takes && column.fieldId === null);
}

/** The catalogue as it is once columns of others bear the marks of the fields that take them: what follows is as for any field. */
export function withTaken(wanted: readonly WantedColumn[], catalog: FieldCatalog): FieldCatalog {
  const takers = new Map(wanted.flatMap((one) => (takenColumn(one, catalog) ? [[one.takes, one.fieldId] as const] : [])));
  if (takers.size === 0) return catalog;
  const mark = (column: CatalogColumn): CatalogColumn => {
    const fieldId = column.fieldId === null ? takers.get(column.name) : undefined;
    return fieldId === undefined ? column : { ...column, fieldId, role: 'live', markedDefault: null, markedRule: null, markedRequired: false };
  };
  return { ...catalog, columns: catalog.columns.map(mark) };
}
