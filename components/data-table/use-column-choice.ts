'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { ALL_ROWS } from '@/lib/model/lists';
import { ownChoice, readColumns, writeColumns, type ChoosableColumn, type ColumnVisibility } from './column-address';
import type { ListParams } from './list-params';

const keyOf = (table: string) => `tenantry.columns.${table}`;
/** `storage` fires in other tabs only; this one tells our own. */
const CHANGED = 'tenantry:columns';

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
}

type Address = Pick<ListParams, 'columns' | 'view' | 'setColumns'>;

/**
 * Which columns of a table are shown: what the address says, else what this browser chose, else the table's own choice.
 * A choice goes to the address; within a saved view there alone, else it becomes this browser's habit too.
 */
export function useColumnChoice(table: string, columns: readonly ChoosableColumn[], params: Address): [ColumnVisibility, (next: ColumnVisibility) => void] {
  const stored = useSyncExternalStore(subscribe, () => localStorage.getItem(keyOf(table)), () => null);
  const { columns: asked, view, setColumns } = params;
  const visibility = useMemo(() => (asked ? readColumns(columns, asked) : null) ?? { ...ownChoice(columns), ...parse(stored) }, [columns, stored, asked]);
  const inView = view !== '' && view !== ALL_ROWS;
  const write = useCallback(
    (next: ColumnVisibility) => {
      const text = writeColumns(columns, next);
      setColumns(!inView && text === writeColumns(columns, ownChoice(columns)) ? '' : text);
      if (inView) return;
      localStorage.setItem(keyOf(table), JSON.stringify(next));
      window.dispatchEvent(new Event(CHANGED));
    },
    [table, columns, inView, setColumns],
  );
  return [visibility, write];
}

function parse(stored: string | null): ColumnVisibility {
  if (!stored) return {};
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
  } catch {
    return {};
  }
}
