import { describe, expect, it } from 'vitest';
import { serverSchema, type Server } from '@/lib/model/server';
import { createTenantInputSchema } from '@/lib/model/tenant';
import { OWN_SERVER, initialPlacement, recommendedServer, toCreateInput, withIsolation } from './placement';

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
    expect(initialPlacement([server('a', { cordoned: true })])).toEqual({ serverId: 'none', isolation: '', dsn: '' });
  });
});

describe('toCreateInput', () => {
  const values = { name: 'Acme', slug: 'acme', displayName: ' ', language: 'en' as const, cloneFrom: '', database: { serverId: 'none', isolation: '' as const, dsn: '' } };
  it('says null for no database, and leaves out what is empty', () => {
    expect(toCreateInput(values)).toEqual({ name: 'Acme', slug: 'acme', language: 'en', database: null });
  });
  it('is what the operation takes', () => {
    expect(toCreateInput({ ...values, cloneFrom: 'other' })).toMatchObject({ cloneFrom: 'other' });
    const chosen = toCreateInput({ ...values, database: { serverId: 'a', isolation: 'database', dsn: '' } });
    expect(createTenantInputSchema.parse(chosen).database).toEqual({ serverId: 'a', isolation: 'database' });
  });
  it('has the connection string of its own server and no other', () => {
    const own = toCreateInput({ ...values, database: { serverId: OWN_SERVER, isolation: 'schema', dsn: 'postgres://u:p@h/d' } });
    expect(createTenantInputSchema.parse(own).database).toEqual({ dsn: 'postgres://u:p@h/d', isolation: 'schema' });
  });
});

describe('isolations of a server of its own', () => {
  it('follow the connection string, and keep what was chosen where they can', () => {
    const of = (dsn: string, kept?: 'database') => withIsolation([], { serverId: OWN_SERVER, dsn }, kept).isolation;
    expect([of(''), of('postgres://h/d'), of('POSTGRESQL://h/d', 'database'), of('mysql://h/d'), of('file:/x')]).toEqual(['', 'schema', 'database', 'database', 'file']);
  });
});
