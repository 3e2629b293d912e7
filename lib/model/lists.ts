import { CLIENT_KINDS } from './client-kinds';
import { ADMIN_ROLES, ADMIN_STATUSES, AUDIT_OUTCOMES, DATABASE_STATUSES, DOORS, LIVENESS, ROLES, RUN_STATUSES, TENANT_STATUSES, TOKEN_STATUSES, USER_FILTER_MAX, USER_OPERATORS } from './states';

/** Reads a value: what is meant by it, or empty when the list would not take it. Functions, for every list needs them and a validator weighs much. */
type Read = (value: string) => string;

const text = (max: number): Read => (value) => (value.trim().length <= max ? value.trim() : '');
const matching = (pattern: RegExp): Read => (value) => (pattern.test(value) ? value : '');
const oneOf = (words: readonly string[]): Read => (value) => (words.includes(value) ? value : '');
const sortedBy = (...fields: string[]) => matching(new RegExp(`^-?(${fields.join('|')})$`));
const cursor = matching(/^[\w-]{1,500}$/);
const q = text(200);

const CONDITION = new RegExp(`^[^.;]{1,64}\\.(${USER_OPERATORS.join('|')})\\.[^;]+$`);
const CONDITIONS_MAX_LENGTH = 2_000;
/** `department.eq.IT;employee_id.gte.5`: what is no condition is left out. */
const conditions: Read = (value) => (value.length > CONDITIONS_MAX_LENGTH ? '' : value.split(';').filter((part) => CONDITION.test(part)).slice(0, USER_FILTER_MAX).join(';'));

/** Sessions and refresh tokens are asked for alike, so that one's filters can be taken to the other. */
const held = { cursor, status: oneOf(LIVENESS), userId: text(64), clientId: text(64) };

const moment = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
/** The record of the whole console and that of one tenant are asked for alike. */
const audited = { q, cursor, actor: text(320), action: text(64), target: text(400), outcome: oneOf(AUDIT_OUTCOMES), door: oneOf(DOORS), from: moment, to: moment };

/** What the address of each list may say, value by value; anything else in it is ignored. */
export const LISTS = {
  tenants: { q, sort: sortedBy('name', 'slug', 'createdAt', 'updatedAt'), cursor, status: oneOf(TENANT_STATUSES), databaseStatus: oneOf(DATABASE_STATUSES), serverId: text(64) },
  servers: { q },
  // A tenant's own columns sort and filter too: which there are is known to the operation.
  users: { q, sort: matching(/^-?[A-Za-z]\w{0,62}$/), cursor, filter: conditions },
  clients: { q, sort: sortedBy('name', 'clientId', 'kind', 'createdAt', 'lastUsedAt'), cursor, kind: oneOf(CLIENT_KINDS) },
  scopes: { q, sort: sortedBy('name', 'displayName', 'createdAt'), cursor },
  sessions: held,
  refreshTokens: held,
  runs: { cursor, status: oneOf(RUN_STATUSES), tenant: text(64), kind: text(64) },
  audit: { ...audited, tenant: text(64) },
  tenantAudit: audited,
  admins: { q, sort: sortedBy('email', 'name', 'role', 'status', 'lastSeenAt', 'createdAt'), cursor, role: oneOf(ADMIN_ROLES), status: oneOf(ADMIN_STATUSES) },
  tokens: { q, sort: sortedBy('name', 'createdAt', 'expiresAt', 'lastUsedAt'), cursor, role: oneOf(ROLES), status: oneOf(TOKEN_STATUSES) },
} as const satisfies Record<string, Record<string, Read>>;

export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as [ListName, ...ListName[]];
/** Lists of which each tenant has its own. */
export const TENANT_LISTS: readonly ListName[] = ['users', 'clients', 'scopes', 'sessions', 'refreshTokens', 'tenantAudit'];
/** Names of a list's own filters. */
export type ListFilter<L extends ListName> = Exclude<keyof (typeof LISTS)[L] & string, 'q' | 'sort' | 'cursor'>;

/** Columns to show, by id, in any order; `-` is none but the name. */
const COLUMNS = /^(-|[\w.-]+(,[\w.-]+)*)$/;
const COLUMNS_MAX_LENGTH = 1_000;
/** Name of the list as it is, where another view opens by default. */
export const ALL_ROWS = 'all';

/** The saved view that was opened, or `ALL_ROWS`; empty for what is none. */
export const openViewOf = matching(/^[\w-]{1,64}$/);

/** Reads one value of a list's address. Empty when the list does not know the name, or would not take the value. */
export function listValue(list: ListName, name: string, value: unknown): string {
  if (typeof value !== 'string') return '';
  if (name === 'columns') return value.length <= COLUMNS_MAX_LENGTH && COLUMNS.test(value) ? value : '';
  const reads: Readonly<Record<string, Read>> = LISTS[list];
  return Object.hasOwn(reads, name) ? (reads[name]?.(value) ?? '') : '';
}

/** What of an address a list goes by: only names it knows, only values it takes; repeated names are ignored. */
export function listAddress(list: ListName, address: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = Object.keys(LISTS[list]).map((name) => [name, listValue(list, name, address[name])] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== ''));
}

/** The state of a list as one text that is equal for equal states: what a saved view holds. The page is no part of it. */
export function canonicalAddress(list: ListName, address: string | Readonly<Record<string, unknown>>): string {
  const given = typeof address === 'string' ? Object.fromEntries(new URLSearchParams(address)) : address;
  const { cursor: _page, ...state } = { ...listAddress(list, given), columns: listValue(list, 'columns', given['columns']) } as Record<string, string>;
  const entries = Object.entries(state).filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(entries.map(([name, value]) => [name, name === 'columns' ? value.split(',').sort().join(',') : value])).toString();
}
