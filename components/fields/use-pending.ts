import { useState } from 'react';
import { sameKeys } from '@/components/reorder/sequence';
import type { Field, FieldDecision, FieldDrift, OnFailure } from '@/lib/model/field';
import { inOrder, movedKeys, withOrder } from './field-order';
import { commandsFor, countFields, onFailureOf, replaceAdded, replaceCommands, rowsOf, stillMeant, withOnFailure, type AnyCommand, type DriftCommand, type FieldCommand, type FieldRow } from './pending-changes';

/** What waits to be applied: commands on fields, on columns changed by hand, and an order by hand. */
interface Collected {
  changes: FieldCommand[];
  drift: DriftCommand[];
  /** Keys of the rows as they shall stand; null while nothing was moved. */
  order: string[] | null;
  /** Key of the row that was moved last. */
  last?: string;
}
const NOTHING: Collected = { changes: [], drift: [], order: null };

/** Changes that collect until they are applied or discarded, and the list with them laid over it. */
export function usePending(fields: readonly Field[], drifts: readonly FieldDrift[], initial: () => FieldCommand[]) {
  const [collected, setCollected] = useState<Collected>(() => ({ ...NOTHING, changes: initial() }));
  const drift = collected.drift.filter((command) => drifts.some((one) => one.column === command.column && one.choices.includes(command.op)));
  const changes = stillMeant(collected.changes, fields);
  const rows = rowsOf(fields, changes);
  const asTheyWere = rows.filter(({ field }) => field.state !== 'hidden');
  const shown = inOrder(asTheyWere, collected.order);
  const moved = collected.order ? movedKeys(asTheyWere.map(({ key }) => key), shown.map(({ key }) => key), collected.last) : new Set<string>();
  const set = (next: FieldCommand[], order = collected.order, last = collected.last) => setCollected({ changes: next, drift, order, ...(last !== undefined && { last }) });
  const setDrift = (next: DriftCommand[]) => setCollected({ ...collected, changes, drift: next });
  /** The command on the column of a field, if there is one. */
  const driftOf = (id: string) => drift.find(({ column }) => drifts.some((one) => one.column === column && one.fieldId === id));
  const replace = ({ field, at }: FieldRow, commands: (id: string) => FieldCommand[]) =>
    field.id ? set(replaceCommands(changes, field.id, commands(field.id))) : set(replaceAdded(changes, at, null), without(collected.order, at));
  const all = (commands: readonly FieldCommand[], columns: readonly DriftCommand[]): AnyCommand[] => [
    ...(moved.size > 0 ? withOrder(commands, shown.filter(({ mark }) => mark !== 'drop'), collected.last) : commands),
    ...columns,
  ];
  return {
    rows,
    /** In their order, without those that are hidden. */
    shown,
    hidden: rows.filter(({ field }) => field.state === 'hidden'),
    /** Rows that stand elsewhere than before. */
    moved,
    changes,
    drift,
    /** All that is to be planned. */
    commands: all(changes, drift),
    count: countFields(changes) + drift.length + (moved.size > 0 ? 1 : 0),
    snapshot: collected,
    /** What the form decided, among the changes. */
    keep: (row: FieldRow | null, decision: FieldDecision) => {
      const field = fields.find(({ id }) => id === row?.field.id);
      set(field ? replaceCommands(changes, field.id, commandsFor(field, decision)) : replaceAdded(changes, row?.at ?? null, { op: 'add', ...decision }));
    },
    drop: (row: FieldRow) => replace(row, (id) => [{ op: 'drop', id }]),
    restore: (row: FieldRow) => replace(row, (id) => [{ op: 'restore', id }]),
    undo: (row: FieldRow) => replace(row, () => []),
    reorder: (keys: string[], last: string) => set(changes, sameKeys(keys, asTheyWere.map(({ key }) => key)) ? null : keys, last),
    undoOrder: () => set(changes, null),
    /** What becomes of a column that was changed by hand; null takes the choice back. */
    resolve: (column: string, op: DriftCommand['op'] | null) => setDrift([...drift.filter((one) => one.column !== column), ...(op ? [{ op, column }] : [])]),
    onFailureOf: (id: string): OnFailure => driftOf(id)?.onFailure ?? onFailureOf(changes, id) ?? 'abort',
    /** @returns the commands with that choice, to be planned at once */
    choose: (id: string, onFailure: OnFailure): AnyCommand[] => {
      const about = driftOf(id);
      const nextDrift = drift.map((one) => (one === about ? { ...one, onFailure } : one));
      const next = withOnFailure(changes, id, onFailure);
      setCollected({ ...collected, changes: next, drift: nextDrift });
      return all(next, nextDrift);
    },
    discard: () => setCollected(NOTHING),
    /** Puts back what a run did not bring about. @param now the fields as the run left them */
    putBack: (before: Collected, now: readonly Field[]) => setCollected({ ...before, changes: undone(before.changes, now) }),
  };
}
export type Pending = ReturnType<typeof usePending>;

/** Keys of added rows are their places among the changes. */
function without(order: string[] | null, at: number | null): string[] | null {
  if (!order || at === null) return order;
  return order.flatMap((key) => {
    const place = /^new-(\d+)$/.exec(key)?.[1];
    if (place === undefined || Number(place) < at) return [key];
    return Number(place) === at ? [] : [`new-${Number(place) - 1}`];
  });
}

/** Of the changes of a run that failed, those that left no trace: the others wait for repair. */
function undone(changes: readonly FieldCommand[], now: readonly Field[]): FieldCommand[] {
  const isTouched = (field: Field | undefined) => field?.state === 'repair' || field?.changing === true;
  return changes.filter((change) => (change.op === 'add' ? !now.some(({ name }) => name === change.name) : !isTouched(now.find(({ id }) => id === change.id))));
}
