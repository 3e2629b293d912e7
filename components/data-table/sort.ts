/** Which way a list is sorted by this field; null when by another. */
export function sortDirection(sort: string, field: string): 'ascending' | 'descending' | null {
  if (sort === field) return 'ascending';
  return sort === `-${field}` ? 'descending' : null;
}

/** A click on a column: up, down, then the list's own order again. */
export function nextSort(sort: string, field: string): string {
  if (sort === field) return `-${field}`;
  return sort === `-${field}` ? '' : field;
}
