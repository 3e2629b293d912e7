import { fieldNameProblem, FIELD_NAME_MAX_LENGTH, SYSTEM_COLUMNS, type FieldDefinition, type FieldDrift, type FieldValidation } from '@/lib/model/field';
import type { FieldStorage } from '@/lib/model/field-storage';
import type { CatalogColumn, FieldCatalog, FieldColumns } from '@/lib/store';
import { FIELD_TYPES } from './types';
import { wantedColumn } from './wanted';

type Columns = Pick<FieldColumns, 'columnType' | 'nearestStorage'>;
/** Longest name, in bytes, that statements of ours carry. */
const NAME_BYTES = 63;
/** Characters that a field of text takes at most. */
const TEXT_MAX = 10_000;
const BOTH: FieldDrift['choices'] = ['adopt', 'restoreColumn'];

/** Where the table differs from what migrations and definitions promise: columns that somebody added, dropped, renamed or retyped by hand. Pure. */
export function findDrift(fields: readonly FieldDefinition[], catalog: FieldCatalog, columns: Columns): FieldDrift[] {
  const known = new Set(fields.map((field) => field.id));
  const spoken = new Set(fields.flatMap((field) => [field.work?.takes, bareColumn(field, catalog)?.name]));
  const isForeign = ({ name, fieldId, role }: CatalogColumn) => !SYSTEM_COLUMNS.has(name) && (fieldId === null ? !spoken.has(name) : !known.has(fieldId) && role === 'live');
  const missing = [...SYSTEM_COLUMNS]
    .filter((name) => !catalog.columns.some((column) => column.name === name))
    .map((name): FieldDrift => ({ kind: 'column_dropped', column: name, expected: name, found: null, choices: [], adoptsAs: null }));
  return [...catalog.columns.filter(isForeign).map((column) => ofForeign(column, fields, columns)), ...missing, ...fields.flatMap((field) => ofField(field, catalog, columns))];
}

const markedColumn = (field: FieldDefinition, catalog: FieldCatalog): CatalogColumn | undefined => catalog.columns.find((column) => column.fieldId === field.id && column.role === 'live');

/** The column of a field's name that lost the field's mark, as one does that was made anew by hand. */
function bareColumn(field: FieldDefinition, catalog: FieldCatalog): CatalogColumn | undefined {
  return field.state === 'pending' || markedColumn(field, catalog) ? undefined : catalog.columns.find((column) => column.fieldId === null && column.name === field.column);
}

function ofForeign(column: CatalogColumn, fields: readonly FieldDefinition[], columns: Columns): FieldDrift {
  const sayable = Buffer.byteLength(column.name) <= NAME_BYTES;
  return {
    kind: 'column_added',
    column: column.name,
    // One of a definition that is gone comes back under its id.
    ...(column.fieldId === null ? {} : { fieldId: column.fieldId }),
    expected: null,
    found: column.type,
    choices: sayable ? BOTH : [],
    adoptsAs: { name: freeName(column.name, fields), ...typeFor(column.type, columns), required: column.notNull },
  };
}

function ofField(field: FieldDefinition, catalog: FieldCatalog, columns: Columns): FieldDrift[] {
  // A change at work, and what waits for repair, speak for themselves.
  if (field.work !== null || field.state === 'pending' || field.state === 'repair') return [];
  const isHidden = field.state === 'hidden';
  const marked = markedColumn(field, catalog);
  const found = marked ?? bareColumn(field, catalog);
  const expected = columns.columnType(wantedColumn(field).storage);
  const shared = { column: found?.name ?? field.column, fieldId: field.id };
  const asDefined = { name: field.name, type: field.type, validation: field.validation, required: field.required };
  // What is hidden and gone can only be forgotten: its values are.
  if (!found) return [{ kind: 'column_dropped', ...shared, expected, found: null, choices: isHidden ? ['adopt'] : BOTH, adoptsAs: null }];
  const drifts: FieldDrift[] = [];
  if (found.name !== field.column) {
    const mayBeCalled = !isHidden && fieldNameProblem(found.name) === null;
    drifts.push({ kind: 'column_renamed', ...shared, expected: field.column, found: found.name, choices: mayBeCalled ? BOTH : ['restoreColumn'], adoptsAs: { ...asDefined, name: mayBeCalled ? found.name : field.name } });
  }
  if (found.type !== expected) {
    // Of a hidden one it is told; restoring the field converts its values.
    drifts.push({ kind: 'column_retyped', ...shared, expected, found: found.type, choices: isHidden ? [] : BOTH, adoptsAs: { ...asDefined, ...typeFor(found.type, columns) } });
  } else if (!marked) drifts.push({ kind: 'column_unmarked', ...shared, expected, found: found.type, choices: ['restoreColumn'], adoptsAs: null });
  return drifts;
}

/** The type of field whose column comes nearest, with rules that no value of it breaks. */
function typeFor(found: string, { nearestStorage }: Columns): { type: string; validation: FieldValidation } {
  const storage = nearestStorage(found) ?? { kind: 'text', minLength: null, maxLength: TEXT_MAX, ignoreCase: false };
  const validation = rulesOf(storage);
  const fits = (candidate: FieldStorage) => candidate.kind === storage.kind && !(candidate.kind === 'text' && candidate.ignoreCase);
  const type = FIELD_TYPES.find((one) => fits(one.storage(validation)))?.type;
  return type === undefined ? { type: 'text', validation: { maxLength: TEXT_MAX } } : { type, validation };
}

function rulesOf(storage: FieldStorage): FieldValidation {
  if (storage.kind === 'text') return { maxLength: Math.min(storage.maxLength, TEXT_MAX) };
  return storage.kind === 'decimal' ? { precision: storage.precision, scale: storage.scale } : {};
}

/** A name that a field may have, as near to the column's as that goes. */
function freeName(column: string, fields: readonly FieldDefinition[]): string {
  const plain = column.toLowerCase().replace(/[^a-z0-9_]+/g, '_').replace(/^[^a-z]+/, '').slice(0, FIELD_NAME_MAX_LENGTH - 4);
  const taken = (name: string) => fieldNameProblem(name) !== null || fields.some((field) => field.state !== 'hidden' && field.name === name);
  const base = /^(sys|zz)_/.test(plain) || plain === '' ? `own_${plain}` : plain;
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!taken(name)) return name;
  }
}
