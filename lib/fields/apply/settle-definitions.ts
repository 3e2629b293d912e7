import type { FieldDefinition } from '@/lib/model/field';
import type { FieldCatalog } from '@/lib/store';
import { decisionOf } from '../wanted';

const columnIn = (catalog: FieldCatalog | null, field: FieldDefinition): string | undefined =>
  catalog?.columns.find((column) => column.fieldId === field.id && column.role === 'live')?.name;

/** The names that the table has by now: who reads users finds their columns. */
export function withNames(field: FieldDefinition, catalog: FieldCatalog | null): FieldDefinition {
  const { name, hidden } = decisionOf(field);
  const column = columnIn(catalog, field);
  // Out of sight already: its name may be another field's from now on.
  if (hidden && column !== field.name) return { ...field, column: column ?? field.column, state: field.state === 'repair' ? 'repair' : 'hidden' };
  return { ...field, column: column ?? field.column, name: hidden ? field.name : name };
}

/** The whole definition, once values are of the new type and keep the new rules. */
export function withDecision(field: FieldDefinition, catalog: FieldCatalog | null): FieldDefinition {
  const { hidden, ...decision } = decisionOf(field);
  return hidden ? withNames(field, catalog) : withNames({ ...field, ...decision }, catalog);
}

/** Done: `active`, or `hidden`, or `pending` where there is no table yet; null when nothing is left of it. */
export function settled(field: FieldDefinition, catalog: FieldCatalog | null, hiddenUntil: string): FieldDefinition | null {
  if (field.work?.ends) return null;
  const { hidden } = decisionOf(field);
  const done: FieldDefinition = { ...withDecision(field, catalog), work: null, problem: null };
  const isThere = columnIn(catalog, field) !== undefined;
  if (!hidden) return { ...done, state: catalog !== null && isThere ? 'active' : 'pending', hiddenUntil: null };
  if (!isThere && (catalog !== null || field.state === 'pending')) return null;
  // Its name is given free; the column keeps the data under another one.
  return { ...done, column: isThere ? done.column : `zz_dropped_${field.id.replaceAll('-', '')}`, state: 'hidden', hiddenUntil };
}

/** A field whose change by this plan failed half-way. */
export const isInRepairOf = (planId: string) => (field: FieldDefinition): boolean => field.state === 'repair' && field.work?.planId === planId;

/** The change that undoes one that failed. A column that others made, and that this product did not fill, is not dropped for it. */
export function backToBefore(field: FieldDefinition, planId: string): FieldDefinition {
  const { was, becomes, takes } = field.work ?? {};
  const before = was ?? (becomes ? decisionOf({ ...field, work: null }) : null);
  if (!before) return { ...field, work: { planId, ...(takes === undefined ? { ends: 'drop' } : { takes, ends: 'release' }), onFailure: 'abort' } };
  return { ...field, work: { planId, ...(takes === undefined ? {} : { takes }), becomes: before, was: before, onFailure: 'abort' } };
}
