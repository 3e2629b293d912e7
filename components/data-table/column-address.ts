export type ColumnVisibility = Record<string, boolean>;
export interface ChoosableColumn {
  id: string;
  enableHiding?: boolean;
  meta?: { hidden?: boolean };
}

const choosable = (columns: readonly ChoosableColumn[]) => columns.filter((column) => column.enableHiding !== false);

/** The table's own choice. */
export function ownChoice(columns: readonly ChoosableColumn[]): ColumnVisibility {
  return Object.fromEntries(choosable(columns).filter((column) => column.meta?.hidden).map((column) => [column.id, false]));
}

/** `createdAt,slug`: the ids of what is shown, in one order; `-` when that is nothing. */
export function writeColumns(columns: readonly ChoosableColumn[], visibility: ColumnVisibility): string {
  const shown = choosable(columns).filter((column) => visibility[column.id] !== false);
  return shown.length === 0 ? '-' : shown.map((column) => column.id).sort().join(',');
}

/** Reads what {@link writeColumns} wrote; null when the table has none of these columns. */
export function readColumns(columns: readonly ChoosableColumn[], text: string): ColumnVisibility | null {
  const asked = new Set(text.split(','));
  const known = choosable(columns);
  if (text !== '-' && !known.some((column) => asked.has(column.id))) return null;
  return Object.fromEntries(known.map((column) => [column.id, asked.has(column.id)]));
}
