import type { AuditEvent } from '@/lib/model/audit';

/** Pages of a tenant by the kind of thing that they show. */
const OF_TENANT: Readonly<Record<string, (id: string) => string>> = {
  tenant: () => '',
  user: (id) => `/users?user=${encodeURIComponent(id)}`,
  users: () => '/users',
  import: () => '/users',
  client: (id) => `/clients/${encodeURIComponent(id)}`,
  scope: () => '/scopes',
  role: () => '/roles',
  field: () => '/fields',
  fields: () => '/fields',
};
/** Actions after which there is nothing left to open. */
const GONE = /\.(delete|remove|purge)/;

/** Where what an event was done to can be looked at; null where there is no page of it, or it is gone. */
export function targetHref({ action, outcome, target: { type, id, tenant } }: Pick<AuditEvent, 'action' | 'outcome' | 'target'>): string | null {
  if (type === 'run') return `/runs/${encodeURIComponent(id)}`;
  if (GONE.test(action) && outcome === 'success') return null;
  if (type === 'server') return `/servers/${encodeURIComponent(id)}`;
  const page = Object.hasOwn(OF_TENANT, type) ? OF_TENANT[type] : undefined;
  // A user that was not made has its address for an id.
  if (tenant === undefined || !page || id === '' || (type === 'user' && id.includes('@'))) return null;
  return `/tenants/${encodeURIComponent(tenant)}${page(id)}`;
}

/** The run in which an event's work went on. */
export function runHref({ changes }: Pick<AuditEvent, 'changes'>): string | null {
  const id = changes.find(({ path }) => path === 'run')?.after;
  return typeof id === 'string' ? `/runs/${encodeURIComponent(id)}` : null;
}
