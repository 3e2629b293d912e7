import { longestKept } from '@/components/reorder/sequence';
import type { FieldCommand, FieldRow } from './pending-changes';

/** Rows in an order by hand; those it does not know, at the end. Pure. */
export function inOrder(rows: readonly FieldRow[], order: readonly string[] | null): FieldRow[] {
  if (!order) return [...rows];
  const place = new Map(order.map((key, at) => [key, at]));
  return [...rows].sort((a, b) => (place.get(a.key) ?? order.length) - (place.get(b.key) ?? order.length));
}

/** The fewest rows that were moved to come from one order to the other. @param last the one that was moved last */
export function movedKeys(before: readonly string[], after: readonly string[], last = ''): Set<string> {
  const kept = longestKept(after.map((key) => before.indexOf(key)), after.indexOf(last));
  return new Set(after.filter((_, at) => !kept.has(at)));
}

/** The changes with what puts the fields in their order: as few numbers as can be. @param rows in their order, without those that go @param last the one that was moved last */
export function withOrder(changes: readonly FieldCommand[], rows: readonly FieldRow[], last = ''): FieldCommand[] {
  const numbers = new Map(renumbered(rows, last).map(([row, order]) => [row.key, order]));
  const added = changes.map((change, at): FieldCommand => {
    const order = numbers.get(`new-${at}`);
    return change.op === 'add' && order !== undefined ? { ...change, order } : change;
  });
  const altered = rows.flatMap(({ key, field: { id } }): FieldCommand[] => {
    const order = numbers.get(key);
    return id === null || order === undefined ? [] : [{ op: 'alter', id, order }];
  });
  return [...added, ...altered];
}

/** Rows whose number changes, so that all numbers ascend. */
function renumbered(rows: readonly FieldRow[], lastMoved: string): [FieldRow, number][] {
  // An added field of the number 0 would go to the end.
  const least = rows[0]?.field.id === null ? 1 : 0;
  const room = rows.map(({ field: { id, order } }, at) => (id === null || order - at < least ? null : order - at));
  const kept = longestKept(room, rows.findIndex(({ key }) => key === lastMoved));
  let last = least - 1;
  return rows.flatMap((row, at): [FieldRow, number][] => {
    last = kept.has(at) ? row.field.order : last + 1;
    return kept.has(at) ? [] : [[row, last]];
  });
}
