import type { FieldDifference, Side } from './merge';

/** One item of a set that one version has and the other has not, by its name. */
export function setDifferences(mine: readonly string[], theirs: readonly string[], words: (has: boolean) => string): FieldDifference[] {
  const items = [...new Set([...mine, ...theirs])].filter((item) => mine.includes(item) !== theirs.includes(item)).sort();
  return items.map((item) => ({ name: item, label: item, mine: words(mine.includes(item)), theirs: words(theirs.includes(item)) }));
}

/** Who decided of an item last: theirs where mine is as it was opened, else mine. */
export const suggestedOfSet = (opened: readonly string[], mine: readonly string[]) => (item: string): Side => (mine.includes(item) === opened.includes(item) ? 'theirs' : 'mine');

/** Mine, but for the items that are decided as they did; sorted. */
export function mergedSet(mine: readonly string[], theirs: readonly string[], taken: readonly string[]): string[] {
  const kept = mine.filter((item) => !taken.includes(item));
  return [...kept, ...theirs.filter((item) => taken.includes(item))].sort();
}

/** Whether two hold the same items, in any order. */
export const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((item) => b.includes(item));
