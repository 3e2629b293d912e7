import type { AuditEvent } from '@/lib/model/audit';
import type { LookDependencies } from './look';

/** What there is of a target; a moment that it does not keep is null. */
export interface Found {
  createdAt: string | null;
  updatedAt: string | null;
  revokedAt: string | null;
}

type Find = (deps: LookDependencies, event: AuditEvent, tenant: string) => Promise<Partial<Found> | null>;

/** In the tenant's own database: reached over a network, and dated by its clock. */
const IN_DATA_PLANE: Record<string, Find> = {
  user: async ({ store }, { target: { id } }, tenant) => {
    const { users } = await store.forTenant(tenant);
    return id.includes('@') ? users.getByEmail(id) : users.getById(id);
  },
  role: async ({ store }, { target: { id } }, tenant) => {
    const { rbac } = await store.forTenant(tenant);
    return (await rbac.roles()).find((role) => role.name === id || role.id === id) ?? null;
  },
};

const IN_CONFIGURATION: Record<string, Find> = {
  tenant: ({ store }, { target: { id } }) => store.config.tenants.get(id),
  server: async ({ store }, { target: { id } }) => (await store.config.servers.get(id)) ?? (await store.config.servers.list()).find((server) => server.name === id) ?? null,
  admin: async ({ store }, { target: { id } }) => (await store.config.admins.get(id)) ?? store.config.admins.getByEmail(id),
  client: ({ store }, { target: { id } }, tenant) => store.config.clients(tenant).get(id),
  scope: ({ store }, { target: { id } }, tenant) => store.config.scopes(tenant).get(id),
  token: async ({ records }, { target: { id }, at }) => (await records.tokens.list()).find((token) => token.id === id || (token.name === id && token.createdAt >= at)) ?? null,
  session: ({ records }, { target: { id } }) => records.sessions.get(id),
};

export const isInDataPlane = ({ target }: AuditEvent): boolean => Object.hasOwn(IN_DATA_PLANE, target.type);

/** What the event's target is now; null where there is none of it. */
export async function findTarget(deps: LookDependencies, event: AuditEvent): Promise<Found | null | 'not looked at'> {
  const kinds = isInDataPlane(event) ? IN_DATA_PLANE : IN_CONFIGURATION;
  const find = Object.hasOwn(kinds, event.target.type) ? kinds[event.target.type] : undefined;
  if (!find || event.target.id === '') return 'not looked at';
  const found = await find(deps, event, event.target.tenant ?? '');
  return found && { createdAt: found.createdAt ?? null, updatedAt: found.updatedAt ?? null, revokedAt: found.revokedAt ?? null };
}
