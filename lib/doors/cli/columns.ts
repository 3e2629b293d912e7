import { printable } from './text';

/** Columns of the lists that people read most, and of lists within an answer, by dotted path. Every other list shows what its items begin with. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'admins.list': ['email', 'name', 'role', 'tenants', 'status', 'secondFactor.enabled', 'lastSeenAt', 'id'],
  'audit.list': ['at', 'actor.name', 'door', 'action', 'target.id', 'target.tenant', 'outcome', 'error'],
  'clients.list': ['clientId', 'name', 'kind', 'type', 'scopes', 'lastUsedAt', 'createdAt'],
  'fields.plan.steps': ['op', 'lock', 'rewritesTable', 'rows', 'destroysData', 'sql'],
  'fields.list': ['name', 'type', 'columnType', 'required', 'unique', 'indexed', 'state', 'id'],
  'roles.list': ['name', 'description', 'permissions', 'parent', 'users', 'system'],
  'roles.members': ['email', 'name', 'id'],
  'run.steps': ['name', 'status', 'attempts', 'durationMs', 'error.code'],
  'runs.list': ['id', 'kind', 'tenant', 'status', 'progress.done', 'progress.total', 'createdAt'],
  'scopes.list': ['name', 'displayName', 'claims', 'dependsOn', 'system', 'usedBy.clients', 'usedBy.scopes'],
  'servers.list': ['name', 'driver', 'host', 'port', 'health.status', 'tenants', 'isDefault', 'id'],
  'tenants.list': ['slug', 'name', 'status', 'database.status', 'database.serverName', 'database.isolation', 'createdAt'],
  'tenants.refreshTokens': ['user.email', 'clientId', 'scopes', 'status', 'createdAt', 'expiresAt', 'id'],
  'tenants.sessions': ['user.email', 'clientId', 'ip', 'device', 'status', 'lastSeenAt', 'id'],
  'tokens.list': ['name', 'role', 'tenants', 'status', 'createdByName', 'createdAt', 'expiresAt', 'lastUsedAt', 'id'],
  'users.activity': ['at', 'kind', 'outcome', 'clientId', 'ip', 'userAgent'],
  'users.identities': ['provider', 'subject', 'failedAttempts', 'lockedUntil', 'lastUsedAt', 'id'],
  'users.list': ['email', 'name', 'status', 'customFields.*', 'createdAt', 'id'],
  'users.roles': ['name', 'description', 'permissions', 'parent'],
  'users.sessions': ['clientId', 'ip', 'device', 'status', 'createdAt', 'lastSeenAt', 'id'],
};
/** Of a list nobody chose columns for. */
const MOST = 7;

type Item = Record<string, unknown>;

/** Names and cells of a list. */
export function columnsOf(name: string, items: readonly Item[]): { names: string[]; rows: string[][] } {
  const paths = (COLUMNS[name] ?? commonPaths(items)).flatMap((path) => (path.endsWith('.*') ? starred(path.slice(0, -2), items) : [path]));
  return { names: paths.map((path) => shortName(path, paths)), rows: items.map((item) => paths.map((path) => cell(at(item, path)))) };
}

function starred(path: string, items: readonly Item[]): string[] {
  return [...new Set(items.flatMap((item) => Object.keys((at(item, path) as Item | undefined) ?? {})))].map((key) => `${path}.${key}`);
}

function commonPaths(items: readonly Item[]): string[] {
  const paths = new Set(items.flatMap((item) => flat(item).map(([path]) => path)));
  return [...paths].filter((path) => path !== 'version').slice(0, MOST);
}

/** The last part of a path, unless two columns would have the same name or it says nothing alone. */
function shortName(path: string, all: readonly string[]): string {
  const last = path.split('.').at(-1) ?? path;
  const alone = all.filter((other) => other.split('.').at(-1) === last).length === 1;
  return alone ? last : path.replace(/\.(?:name|status)$/, '');
}

const at = (item: Item, path: string): unknown => {
  const [head = '', ...rest] = path.split('.');
  const value = item[head];
  return rest.length === 0 ? value : typeof value === 'object' && value !== null ? at(value as Item, rest.join('.')) : undefined;
};

/** A value as one word or line. Nothing is a dash, so that columns can be split by blanks. */
export function cell(value: unknown): string {
  if (value === undefined || value === null || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? '-' : printable(value.every((item) => typeof item !== 'object') ? value.join(',') : JSON.stringify(value));
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** The scalars of an item by dotted path, in its own order; lists of objects are left to tables of their own. */
export function flat(item: Item, prefix = ''): [string, string][] {
  return Object.entries(item).flatMap(([key, value]): [string, string][] => {
    const path = `${prefix}${key}`;
    if (isTable(value)) return [];
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) return flat(value as Item, `${path}.`);
    return [[path, typeof value === 'object' && value !== null && !Array.isArray(value) ? '-' : cell(value)]];
  });
}

/** A list of objects. */
export const isTable = (value: unknown): value is Item[] => Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'object' && item !== null);
