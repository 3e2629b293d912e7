import { z } from 'zod';
import { RUN_STATUSES } from './run';
import { DATABASE_STATUSES, TENANT_STATUSES } from './tenant';
import { USER_FILTER_MAX, USER_OPERATORS } from './user';

const text = (max: number) => z.string().trim().min(1).max(max);
const sortedBy = (...fields: string[]) => z.string().regex(new RegExp(`^-?(${fields.join('|')})$`));
const cursor = z.string().regex(/^[\w-]{1,500}$/);
const q = text(200);

const CONDITION = new RegExp(`^[^.;]{1,64}\\.(${USER_OPERATORS.join('|')})\\.[^;]+$`);
/** `department.eq.IT;employee_id.gte.5`: what is no condition is left out. */
const conditions = z
  .string()
  .max(2_000)
  .transform((value) => value.split(';').filter((part) => CONDITION.test(part)).slice(0, USER_FILTER_MAX).join(';'))
  .pipe(z.string().min(1));

/** What the address of each list may say, value by value; anything else in it is ignored. */
export const LISTS = {
  tenants: z.object({ q, sort: sortedBy('name', 'slug', 'createdAt', 'updatedAt'), cursor, status: z.enum(TENANT_STATUSES), databaseStatus: z.enum(DATABASE_STATUSES), serverId: text(64) }),
  servers: z.object({ q }),
  // A tenant's own columns sort and filter too: which there are is known to the operation.
  users: z.object({ q, sort: z.string().regex(/^-?[A-Za-z]\w{0,62}$/), cursor, filter: conditions }),
  runs: z.object({ cursor, status: z.enum(RUN_STATUSES), tenant: text(64), kind: text(64) }),
  audit: z.object({ cursor, tenant: text(64), actor: text(320), action: text(64) }),
} as const;

export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as [ListName, ...ListName[]];
/** Lists of which each tenant has its own. */
export const TENANT_LISTS: readonly ListName[] = ['users'];
type FilterKeys<L extends ListName> = Exclude<keyof (typeof LISTS)[L]['shape'] & string, 'q' | 'sort' | 'cursor'>;
/** Names of a list's own filters. */
export type ListFilter<L extends ListName> = FilterKeys<L>;

/** Columns to show, by id, in any order; `-` is none but the name. */
export const columnsSchema = z.string().max(1_000).regex(/^(-|[\w.-]+(,[\w.-]+)*)$/);
/** The saved view that was opened; `all` is the list as it is, where another view opens by default. */
export const openViewSchema = z.string().regex(/^[\w-]{1,64}$/);
export const ALL_ROWS = 'all';

/** Reads one value of a list's address. Empty when the list does not know the name, or would not take the value. */
export function listValue(list: ListName, name: string, value: unknown): string {
  const schema = name === 'columns' ? columnsSchema : (LISTS[list].shape as Record<string, z.ZodType<string> | undefined>)[name];
  const parsed = schema?.safeParse(value);
  return parsed?.success ? parsed.data : '';
}

/** What of an address a list goes by: only names it knows, only values it takes; repeated names are ignored. */
export function listAddress(list: ListName, address: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = Object.keys(LISTS[list].shape).map((name) => [name, listValue(list, name, address[name])] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== ''));
}

/** The state of a list as one text that is equal for equal states: what a saved view holds. The page is no part of it. */
export function canonicalAddress(list: ListName, address: string | Readonly<Record<string, unknown>>): string {
  const given = typeof address === 'string' ? Object.fromEntries(new URLSearchParams(address)) : address;
  const { cursor: _page, ...state } = { ...listAddress(list, given), columns: listValue(list, 'columns', given['columns']) } as Record<string, string>;
  const entries = Object.entries(state).filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(entries.map(([name, value]) => [name, name === 'columns' ? value.split(',').sort().join(',') : value])).toString();
}
