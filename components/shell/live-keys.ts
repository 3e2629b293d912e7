import type { QueryKey } from '@tanstack/react-query';
import { orpc } from '@/lib/doors/rpc/client';
import type { BrowserEvent } from '@/lib/doors/rpc/live/hub';
import type { RunStatus } from '@/lib/model/run';

const SETTLED: ReadonlySet<unknown> = new Set<RunStatus>(['succeeded', 'failed', 'cancelled']);

/** The reads that an event makes old: those of its tenant, run or server where it names one, and the lists they stand in. */
export function keysOf({ type, tenant, data }: BrowserEvent): QueryKey[] {
  switch (type) {
    case 'run':
      return runKeys(tenant, data);
    case 'provisioning':
      return [orpc.overview.get.key(), ...(tenant === null ? [] : tenantKeys(tenant))];
    case 'tenant':
      return [orpc.overview.get.key(), orpc.audit.list.key(), ...(tenant === null ? [orpc.tenants.list.key()] : [...tenantKeys(tenant), ...brandingKeys(tenant)])];
    case 'fields':
      return tenant === null ? [] : schemaKeys(tenant);
    case 'client':
    case 'scope':
      return tenant === null ? [] : clientKeys(tenant);
    case 'user':
      return tenant === null ? [] : userKeys(tenant, data['userId']);
    case 'role':
      return tenant === null ? [] : [orpc.audit.list.key(), orpc.roles.key({ input: { slug: tenant } }), orpc.users.roles.key({ input: { slug: tenant } })];
    case 'session':
      return tenant === null ? [] : [orpc.audit.list.key(), ...sessionKeys(tenant), orpc.users.sessions.key({ input: { slug: tenant } })];
    case 'server':
      return [orpc.overview.get.key(), orpc.audit.list.key(), ...serverKeys(data['serverId'])];
    case 'health':
      // The overview reads itself again now and then; only another verdict is worth a read of its own.
      return [...serverKeys(data['serverId']), ...(data['changed'] === true ? [orpc.overview.get.key()] : [])];
    default:
      return [];
  }
}

function runKeys(tenant: string | null, { runId, status, step, stepStatus }: BrowserEvent['data']): QueryKey[] {
  const keys: QueryKey[] = [orpc.runs.list.key(), orpc.overview.get.key()];
  if (typeof runId === 'string') keys.push(orpc.runs.get.key({ input: { id: runId } }));
  if (status === 'queued') keys.push(orpc.audit.list.key());
  const settled = step === undefined && SETTLED.has(status);
  if (tenant === null) return settled ? [...keys, orpc.migrations.key()] : keys;
  keys.push(orpc.provisioning.get.key({ input: { slug: tenant } }));
  if (settled) keys.push(...tenantKeys(tenant), ...schemaKeys(tenant), ...dataKeys(tenant), orpc.migrations.fleet.key());
  // What a step has done shows in the definitions; that one begins shows nowhere but in the run.
  else if (stepStatus !== 'running') keys.push(orpc.fields.list.key({ input: { slug: tenant } }));
  return keys;
}

function tenantKeys(slug: string): QueryKey[] {
  return [orpc.tenants.list.key(), orpc.tenants.get.key({ input: { slug } }), orpc.provisioning.get.key({ input: { slug } })];
}

/** The draft, what was published, and what images there are; an image itself never changes. */
function brandingKeys(slug: string): QueryKey[] {
  const { get, history, images } = orpc.branding;
  return [get, history, images].map((read) => read.key({ input: { slug } }));
}

/** Whatever depends on the columns of a tenant's users. */
function schemaKeys(slug: string): QueryKey[] {
  return [orpc.fields.list.key({ input: { slug } }), orpc.users.list.key({ input: { slug } }), orpc.users.get.key({ input: { slug } }), orpc.migrations.tenant.key({ input: { slug } })];
}

/** Clients and scopes tell of one another, and fields say where claims come from. */
function clientKeys(slug: string): QueryKey[] {
  return [orpc.clients.list.key({ input: { slug } }), orpc.clients.get.key({ input: { slug } }), orpc.scopes.list.key({ input: { slug } }), orpc.scopes.get.key({ input: { slug } })];
}

/** What else stands in a tenant's tables: a run may have made them, moved them, or taken them away. */
function dataKeys(slug: string): QueryKey[] {
  return [orpc.roles.list.key({ input: { slug } }), ...sessionKeys(slug)];
}

function sessionKeys(slug: string): QueryKey[] {
  return [orpc.tenants.sessions.key({ input: { slug } }), orpc.tenants.refreshTokens.key({ input: { slug } })];
}

/** A user, the lists it stands in, and what it holds: many a change of a user ends sessions, or takes roles away. */
function userKeys(slug: string, id: unknown): QueryKey[] {
  const { get, identities, sessions, mfa, consents, roles, activity } = orpc.users;
  const input = typeof id === 'string' ? { slug, id } : { slug };
  const own = [get, identities, sessions, mfa, consents, roles, activity].map((read) => read.key({ input }));
  return [orpc.audit.list.key(), orpc.users.list.key({ input: { slug } }), ...own, orpc.roles.key({ input: { slug } }), ...sessionKeys(slug)];
}

function serverKeys(id: unknown): QueryKey[] {
  const all = [orpc.servers.list.key()];
  return typeof id === 'string' ? [...all, orpc.servers.get.key({ input: { id } }), orpc.servers.health.key({ input: { id } })] : all;
}
