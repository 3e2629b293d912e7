import { createParser, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { canonicalAddress, LISTS, listValue, openViewOf, type ListFilter, type ListName } from '@/lib/model/lists';

export interface ListParams<F extends string = string> {
  list: ListName;
  q: string;
  sort: string;
  cursor: string;
  filters: Record<F, string>;
  /** Columns asked for by the address; empty leaves them to the browser. */
  columns: string;
  /** Id of the saved view that was opened, `all`, or empty. */
  view: string;
  /** The state but for the page, as saved views hold it. */
  address: string;
  /** True when anything narrows the list. */
  narrowed: boolean;
  /** Any change but of the page goes back to the first one. Each is a step back in the history, but for what is being typed. */
  set(change: Partial<Record<'q' | 'sort' | F, string>>, how?: 'typed'): void;
  setCursor(cursor: string): void;
  setColumns(columns: string): void;
  /** Takes over a whole state, such as that of a saved view. */
  open(address: string, view: string): void;
  reset(): void;
}

type Values = Record<string, string | null>;
type Write = (values: Values, options?: { history: 'push' | 'replace' }) => Promise<URLSearchParams>;

/** A value that its list would not take counts as absent. */
const parserOf = (list: ListName, name: string) => createParser({ parse: (text: string) => listValue(list, name, text) || null, serialize: String }).withDefault('');
const viewParser = createParser({ parse: (text: string) => openViewOf(text) || null, serialize: String }).withDefault('');

/** The state of a list, kept in the address so that it can be shared, reloaded and gone back to. */
export function useListParams<L extends ListName>(list: L): ListParams<ListFilter<L>> {
  const parsers = useMemo(() => ({ ...Object.fromEntries([...Object.keys(LISTS[list]), 'columns'].map((name) => [name, parserOf(list, name)])), view: viewParser }), [list]);
  const [state, setState] = useQueryStates(parsers, { history: 'replace', shallow: true, clearOnDefault: true });
  const all = state as Record<string, string>;
  const write = setState as Write;
  const filterNames = Object.keys(LISTS[list]).filter((name) => !['q', 'sort', 'cursor'].includes(name)) as ListFilter<L>[];
  const filters = Object.fromEntries(filterNames.map((name) => [name, all[name] ?? ''])) as Record<ListFilter<L>, string>;
  const narrowing = ['q', ...filterNames];
  return {
    list,
    q: all['q'] ?? '',
    sort: all['sort'] ?? '',
    cursor: all['cursor'] ?? '',
    filters,
    columns: all['columns'] ?? '',
    view: all['view'] ?? '',
    address: canonicalAddress(list, all),
    narrowed: narrowing.some((name) => (all[name] ?? '') !== ''),
    set: (change, how) => void write({ ...orNull(change), cursor: null }, { history: how === 'typed' ? 'replace' : 'push' }),
    setCursor: (cursor) => void write({ cursor: cursor || null }, { history: 'push' }),
    setColumns: (columns) => void write({ columns: columns || null }),
    open: (address, view) => void write({ ...orNull(Object.fromEntries(Object.keys(parsers).map((name) => [name, '']))), ...orNull(Object.fromEntries(new URLSearchParams(address))), view: view || null }, { history: 'push' }),
    reset: () => void write(orNull(Object.fromEntries([...narrowing, 'cursor'].map((name) => [name, '']))), { history: 'push' }),
  };
}

const orNull = (values: Readonly<Record<string, string | undefined>>): Values => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || null]));

/** The input of a list operation from the state of its list; empty values are left out. */
export function listInput(params: Pick<ListParams, 'q' | 'sort' | 'cursor' | 'filters'>): Record<string, string> {
  const { q, sort, cursor, filters } = params;
  return Object.fromEntries(Object.entries({ q, sort, cursor, ...filters }).filter(([, value]) => value !== ''));
}
