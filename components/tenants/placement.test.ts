import { describe, expect, it } from 'vitest';
import { serverSchema, type Server } from '@/lib/model/server';
import { createTenantInputSchema } from '@/lib/model/tenant';
import { initialPlacement, recommendedServer, toCreateInput } from './placement';

function server(id: string, change: Partial<Server> = {}, ours = 0): Server {
  const at = '2026-01-01T00:00:00.000Z';
  const health = { status: 'HEALTHY', reason: 'ok', since: at, latencyMs: 1, version: '18', connections: { used: ours, max: 100, ours, budget: 50 }, checkedAt: at };
  const base = { id, driver: 'postgres', name: id, host: 'h', port: 5432, database: 'd', username: 'u', createdAt: at, updatedAt: at, managed: false, hasPassword: true, tenants: 0, health, version: '1' };
  return serverSchema.parse({ ...base, ...change });
}

describe('where a new tenant is suggested to go', () => {
  it('is the default server when it is well, else the one with most room', () => {
    expect(recommendedServer([server('a'), server('b', { isDefault: true }, 40)])?.id).toBe('b');
    expect(recommendedServer([server('a', {}, 40), server('b', {}, 5), server('c', { cordoned: true })])?.id).toBe('b');
  });
  it('is no database where no server takes tenants', () => {
    expect(initialPlacement([server('a', { cordoned: true })])).toEqual({ serverId: 'none', isolation: '' });
  });
});

describe('toCreateInput', () => {
  const values = { name: 'Acme', slug: 'acme', displayName: ' ', language: 'en' as const, database: { serverId: 'none', isolation: '' as const } };
  it('says null for no database, and leaves out what is empty', () => {
    expect(toCreateInput(values)).toEqual({ name: 'Acme', slug: 'acme', language: 'en', database: null });
  });
  it('is what the operation takes', () => {
    const chosen = toCreateInput({ ...values, database: { serverId: 'a', isolation: 'database' } });
    expect(createTenantInputSchema.parse(chosen).database).toEqual({ serverId: 'a', isolation: 'database' });
  });
});
