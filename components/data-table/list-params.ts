import { parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';

/** What the address of every list says: search, sort, page, and the list's own filters. */
const base = { q: parseAsString.withDefault(''), sort: parseAsString.withDefault(''), cursor: parseAsString.withDefault('') };

export interface ListParams<F extends string> {
  q: string;
  sort: string;
  cursor: string;
  filters: Record<F, string>;
  /** True when anything narrows the list. */
  narrowed: boolean;
  /** Any change but of the page goes back to the first one. */
  set(change: Partial<Record<'q' | 'sort' | F, string>>): void;
  setCursor(cursor: string): void;
  reset(): void;
}

/** The state of a list, kept in the address so that it can be shared, reloaded and gone back to. */
export function useListParams<F extends string>(filterNames: readonly F[]): ListParams<F> {
  const key = filterNames.join(',');
  const parsers = useMemo(
    () => ({ ...base, ...Object.fromEntries(key.split(',').filter(Boolean).map((name) => [name, parseAsString.withDefault('')])) }),
    [key],
  );
  const [state, setState] = useQueryStates(parsers, { history: 'replace', shallow: true, clearOnDefault: true });
  const all = state as Record<string, string>;
  const filters = Object.fromEntries(filterNames.map((name) => [name, all[name] ?? ''])) as Record<F, string>;
  const write = setState as (values: Record<string, string | null>, options?: { history: 'push' }) => Promise<URLSearchParams>;
  return {
    q: state.q,
    sort: state.sort,
    cursor: state.cursor,
    filters,
    narrowed: state.q !== '' || Object.values(filters).some((value) => value !== ''),
    set: (change) => void write({ ...Object.fromEntries(Object.entries<string | undefined>(change).map(([name, value]) => [name, value || null])), cursor: null }),
    setCursor: (cursor) => void write({ cursor: cursor || null }, { history: 'push' }),
    reset: () => void write({ q: null, cursor: null, ...Object.fromEntries(filterNames.map((name) => [name, null])) }),
  };
}

/** The input of a list operation from the state of its list; empty values are left out. */
export function listInput(params: Pick<ListParams<string>, 'q' | 'sort' | 'cursor' | 'filters'>): Record<string, string> {
  const { filters, ...rest } = params;
  const named = { q: rest.q, sort: rest.sort, cursor: rest.cursor, ...filters };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ''));
}

