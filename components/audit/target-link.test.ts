import { describe, expect, it } from 'vitest';
import { runHref, targetHref } from './target-link';

const event = (action: string, target: { type: string; id: string; tenant?: string }, outcome: 'success' | 'failure' = 'success') => ({ action, outcome, target });

describe('the link of an event', () => {
  it.each([
    [event('users.update', { type: 'user', id: '7', tenant: 'acme' }), '/tenants/acme/users?user=7'],
    [event('clients.update', { type: 'client', id: 'web', tenant: 'acme' }), '/tenants/acme/clients/web'],
    [event('tenants.update', { type: 'tenant', id: 'acme', tenant: 'acme' }), '/tenants/acme'],
    [event('servers.update', { type: 'server', id: 's1' }), '/servers/s1'],
    [event('runs.end', { type: 'run', id: 'r1', tenant: 'acme' }), '/runs/r1'],
    [event('users.delete', { type: 'user', id: '7', tenant: 'acme' }, 'failure'), '/tenants/acme/users?user=7'],
  ])('leads to what %j was done to', (one, href) => {
    expect(targetHref(one)).toBe(href);
  });

  it.each([
    event('users.delete', { type: 'user', id: '7', tenant: 'acme' }),
    event('users.create', { type: 'user', id: 'ada@example.com', tenant: 'acme' }, 'failure'),
    event('auth.sign_in', { type: 'admin', id: 'x' }),
    event('x.y', { type: 'constructor', id: 'x', tenant: 'acme' }),
  ])('is none for %j', (one) => {
    expect(targetHref(one)).toBeNull();
  });

  it('leads to the run that goes on with the work', () => {
    expect(runHref({ changes: [{ path: 'run', before: null, after: 'r1' }] })).toBe('/runs/r1');
    expect(runHref({ changes: [{ path: 'name', before: null, after: 'r1' }] })).toBeNull();
  });
});
