import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { orpc } from '@/lib/doors/rpc/client';
import type { BrowserEvent } from '@/lib/doors/rpc/live/hub';
import { keysOf } from './live-keys';

const READS: Record<string, QueryKey> = {
  overview: orpc.overview.get.queryOptions({ input: {} }).queryKey,
  audit: orpc.audit.list.queryOptions({ input: {} }).queryKey,
  tenants: orpc.tenants.list.queryOptions({ input: { q: 'a' } }).queryKey,
  runs: orpc.runs.list.queryOptions({ input: {} }).queryKey,
  servers: orpc.servers.list.queryOptions({ input: {} }).queryKey,
  fleet: orpc.migrations.fleet.queryOptions({ input: {} }).queryKey,
  ...of('acme'),
  ...of('globex'),
  run1: orpc.runs.get.queryOptions({ input: { id: '1' } }).queryKey,
  run2: orpc.runs.get.queryOptions({ input: { id: '2' } }).queryKey,
  serverA: orpc.servers.get.queryOptions({ input: { id: 'a' } }).queryKey,
  serverB: orpc.servers.get.queryOptions({ input: { id: 'b' } }).queryKey,
  historyA: orpc.servers.health.queryOptions({ input: { id: 'a', range: '1h' } }).queryKey,
};

function of(slug: string) {
  return {
    [`${slug}.tenant`]: orpc.tenants.get.queryOptions({ input: { slug } }).queryKey,
    [`${slug}.provisioning`]: orpc.provisioning.get.queryOptions({ input: { slug } }).queryKey,
    [`${slug}.fields`]: orpc.fields.list.queryOptions({ input: { slug } }).queryKey,
    [`${slug}.users`]: orpc.users.list.queryOptions({ input: { slug, sort: 'email' } }).queryKey,
    [`${slug}.user`]: orpc.users.get.queryOptions({ input: { slug, id: '7' } }).queryKey,
    [`${slug}.roles`]: orpc.roles.list.queryOptions({ input: { slug } }).queryKey,
    [`${slug}.sessions`]: orpc.tenants.sessions.queryOptions({ input: { slug, status: 'active' } }).queryKey,
    [`${slug}.tokens`]: orpc.tenants.refreshTokens.queryOptions({ input: { slug } }).queryKey,
    [`${slug}.migrations`]: orpc.migrations.tenant.queryOptions({ input: { slug } }).queryKey,
  };
}

/** Which of all reads on screen an event makes old. */
async function old(event: Omit<BrowserEvent, 'id'>): Promise<string[]> {
  const queries = new QueryClient();
  for (const key of Object.values(READS)) queries.setQueryData<unknown>(key, {});
  for (const queryKey of keysOf({ id: 1, ...event })) await queries.invalidateQueries({ queryKey });
  return Object.entries(READS).flatMap(([name, key]) => (queries.getQueryState(key)?.isInvalidated ? [name] : [])).sort();
}

describe('what an event makes old', () => {
  it('is, when a run ends, what stands in its tenant, and nothing of another', async () => {
    expect(await old({ type: 'run', tenant: 'acme', data: { runId: '1', kind: 'tenant.fields', status: 'succeeded', error: null } })).toEqual(
      ['acme.fields', 'acme.migrations', 'acme.provisioning', 'acme.roles', 'acme.sessions', 'acme.tenant', 'acme.tokens', 'acme.user', 'acme.users', 'fleet', 'overview', 'run1', 'runs', 'tenants'],
    );
  });
  it('is, when a step begins or ends, only where steps are seen', async () => {
    const step = { runId: '1', status: 'running', step: 'constrain', attempt: 1 };
    expect(await old({ type: 'run', tenant: 'acme', data: { ...step, stepStatus: 'running' } })).toEqual(['acme.provisioning', 'overview', 'run1', 'runs']);
    expect(await old({ type: 'run', tenant: 'acme', data: { ...step, stepStatus: 'done' } })).toEqual(['acme.fields', 'acme.provisioning', 'overview', 'run1', 'runs']);
  });
  it('is, of a server’s health, that server and the list of servers', async () => {
    expect(await old({ type: 'health', tenant: null, data: { serverId: 'a', status: 'HEALTHY', changed: false } })).toEqual(['historyA', 'serverA', 'servers']);
    expect(await old({ type: 'health', tenant: null, data: { serverId: 'a', status: 'DOWN', changed: true } })).toContain('overview');
  });
  it('is, of changed fields, that tenant’s fields, users and migrations', async () => {
    expect(await old({ type: 'fields', tenant: 'acme', data: { slug: 'acme' } })).toEqual(['acme.fields', 'acme.migrations', 'acme.user', 'acme.users']);
  });
  it('is, of provisioning, that tenant and where tenants are listed', async () => {
    expect(await old({ type: 'provisioning', tenant: 'acme', data: { slug: 'acme', status: 'ERROR' } })).toEqual(['acme.provisioning', 'acme.tenant', 'overview', 'tenants']);
  });
  it('is, of a user, that user and the lists it stands in, of no other tenant', async () => {
    const lists = ['acme.roles', 'acme.sessions', 'acme.tokens'];
    expect(await old({ type: 'user', tenant: 'acme', data: { userId: '7' } })).toEqual([...lists, 'acme.user', 'acme.users', 'audit'].sort());
    expect(await old({ type: 'user', tenant: 'acme', data: { userId: '8' } })).toEqual([...lists, 'acme.users', 'audit'].sort());
    expect(await old({ type: 'user', tenant: null, data: {} })).toEqual([]);
  });
  it('is, of roles and of sessions, what shows them', async () => {
    expect(await old({ type: 'role', tenant: 'acme', data: {} })).toEqual(['acme.roles', 'audit']);
    expect(await old({ type: 'session', tenant: 'acme', data: {} })).toEqual(['acme.sessions', 'acme.tokens', 'audit']);
  });
  it('is nothing for a kind of a later version', () => {
    expect(keysOf({ id: 1, type: 'weather', tenant: null, data: {} })).toEqual([]);
  });
});
