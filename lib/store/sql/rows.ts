import type { SqlRow } from './executor';

/** RFC 3339 in UTC with any number of digits, as JSON's usual three. */
export function toMilliseconds(moment: string): string {
  return moment.length >= 24 && moment[19] === '.' && moment.endsWith('Z') ? `${moment.slice(0, 23)}Z` : new Date(moment).toISOString();
}

export const textOf = (row: SqlRow, column: string): string => String(row[column]);

export function maybeText(row: SqlRow, column: string): string | null {
  const value = row[column];
  return value === null || value === undefined ? null : String(value);
}

export const momentOf = (row: SqlRow, column: string): string => toMilliseconds(textOf(row, column));

export function maybeMoment(row: SqlRow, column: string): string | null {
  const text = maybeText(row, column);
  return text === null ? null : toMilliseconds(text);
}

/** A set column; its elements come in the order they were stored in. */
export const setOf = (row: SqlRow, column: string): string[] => (Array.isArray(row[column]) ? (row[column] as unknown[]).map(String) : []);

export const countOf = (row: SqlRow | undefined, column: string): number => Number(row?.[column] ?? 0);
