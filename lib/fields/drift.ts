import { SYSTEM_COLUMNS, type FieldDefinition, type FieldDrift } from '@/lib/model/field';
import type { FieldCatalog, FieldColumns } from '@/lib/store';
import { wantedColumn } from './wanted';

/** Where the table differs from what migrations and definitions promise: columns that somebody added, dropped or retyped by hand. Pure. */
export function findDrift(fields: readonly FieldDefinition[], catalog: FieldCatalog, columns: Pick<FieldColumns, 'columnType'>): FieldDrift[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const added = catalog.columns
    .filter((column) => !SYSTEM_COLUMNS.has(column.name) && (column.fieldId === null || (!byId.has(column.fieldId) && column.role === 'live')))
    .map((column): FieldDrift => ({ kind: 'column_added', column: column.name, expected: null, found: column.type }));
  const missing = [...SYSTEM_COLUMNS]
    .filter((name) => !catalog.columns.some((column) => column.name === name))
    .map((name): FieldDrift => ({ kind: 'column_dropped', column: name, expected: name, found: null }));
  return [...added, ...missing, ...fields.flatMap((field) => ofField(field, catalog, columns))];
}

function ofField(field: FieldDefinition, catalog: FieldCatalog, columns: Pick<FieldColumns, 'columnType'>): FieldDrift[] {
  // A change at work, and what waits for repair, speak for themselves.
  if (field.work !== null || field.state === 'pending' || field.state === 'repair') return [];
  const found = catalog.columns.find((column) => column.fieldId === field.id && column.role === 'live');
  const expected = columns.columnType(wantedColumn(field).storage);
  if (!found) return [{ kind: 'column_dropped', column: field.column, fieldId: field.id, expected, found: null }];
  return found.type === expected ? [] : [{ kind: 'column_retyped', column: found.name, fieldId: field.id, expected, found: found.type }];
}
