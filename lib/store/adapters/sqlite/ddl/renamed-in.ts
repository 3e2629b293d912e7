import type { FieldCatalog } from '../../../field-ports';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { tokensOf } from './table-text';

/** The catalogue as renames will leave it, so that a plan shows later statements as they will be sent. */
export function renamedIn(catalog: FieldCatalog, moves: readonly { from: string; to: string }[]): FieldCatalog {
  if (moves.length === 0) return catalog;
  const names = new Map(moves.map(({ from, to }) => [from, to]));
  const quoted = new Map(moves.map(({ from, to }) => [quoteIdentifier(from), quoteIdentifier(to)]));
  const name = (old: string): string => names.get(old) ?? old;
  const sql = (text: string): string => tokensOf(text).map((token) => quoted.get(token) ?? token).join('');
  const { made } = catalog;
  return {
    ...catalog,
    columns: catalog.columns.map((column) => ({ ...column, name: name(column.name) })),
    constraints: catalog.constraints.map((constraint) => ({ ...constraint, columns: constraint.columns.map(name) })),
    indexes: catalog.indexes.map((index) => ({ ...index, columns: index.columns.map(name) })),
    ...(made && { made: { ...made, table: sql(made.table), objects: made.objects.map((one) => ({ ...one, sql: sql(one.sql) })) } }),
  };
}
