import { useState } from 'react';
import type { TableRow } from './table-column';

export interface Selection<T> {
  /** Of the rows shown, those that are selected. */
  rows: T[];
  has: (id: string) => boolean;
  set: (id: string, selected: boolean) => void;
  /** Of the rows shown. */
  all: boolean;
  setAll: (selected: boolean) => void;
  clear: () => void;
}

/** Which rows are selected; those of other pages stay so while one leafs through. */
export function useSelection<T>(shown: readonly TableRow<T>[]): Selection<T> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const put = (changed: readonly string[], selected: boolean) => {
    const next = new Set(ids);
    for (const id of changed) {
      if (selected) next.add(id);
      else next.delete(id);
    }
    setIds(next);
  };
  const chosen = shown.filter(({ id }) => ids.has(id));
  return {
    rows: chosen.map(({ original }) => original),
    has: (id) => ids.has(id),
    set: (id, selected) => put([id], selected),
    all: shown.length > 0 && chosen.length === shown.length,
    setAll: (selected) => put(shown.map(({ id }) => id), selected),
    clear: () => setIds(new Set()),
  };
}
