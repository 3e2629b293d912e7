'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';

export type ColumnVisibility = Record<string, boolean>;
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

/** Which columns of a table this browser shows: what was chosen, else the table's own choice. */
export function useColumnChoice(table: string, columns: readonly { id: string; meta?: { hidden?: boolean } }[]): [ColumnVisibility, (next: ColumnVisibility) => void] {
  const stored = useSyncExternalStore(subscribe, () => localStorage.getItem(keyOf(table)), () => null);
  const visibility = useMemo(() => ({ ...initial(columns), ...parse(stored) }), [columns, stored]);
  const write = useCallback(
    (next: ColumnVisibility) => {
      localStorage.setItem(keyOf(table), JSON.stringify(next));
      window.dispatchEvent(new Event(CHANGED));
    },
    [table],
  );
  return [visibility, write];
}

function initial(columns: readonly { id: string; meta?: { hidden?: boolean } }[]): ColumnVisibility {
  return Object.fromEntries(columns.filter((column) => column.meta?.hidden).map((column) => [column.id, false]));
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
