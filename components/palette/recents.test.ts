import { describe, expect, it } from 'vitest';
import { readRecents, recentOf, RECENTS_MAX, withRecent } from './recents';

describe('what was visited lately', () => {
  it('is a tenant, its users, or a server; no list and no form', () => {
    expect(recentOf('/tenants/acme/fields')).toEqual({ kind: 'tenant', id: 'acme', href: '/tenants/acme' });
    expect(recentOf('/tenants/acme/users')).toEqual({ kind: 'users', id: 'acme', href: '/tenants/acme/users' });
    expect(recentOf('/servers/s-1/edit')).toEqual({ kind: 'server', id: 's-1', href: '/servers/s-1' });
    for (const path of ['/', '/tenants', '/tenants/new', '/servers/new', '/runs/7', '/tenants/%3Cscript%3E']) expect(recentOf(path), path).toBeNull();
  });
  it('is kept newest first, each once, and no more than a few', () => {
    const many = Array.from({ length: RECENTS_MAX + 3 }, (_, index) => `/tenants/t${index}`).reduce<string[]>(withRecent, []);
    expect(many).toHaveLength(RECENTS_MAX);
    expect(withRecent(many, '/tenants/t5/settings')[0]).toBe('/tenants/t5');
    expect(withRecent(many, '/tenants/t5')).toHaveLength(RECENTS_MAX);
    expect(withRecent(many, '/audit')).toEqual(many);
  });
  it('is read without what is none of ours', () => {
    expect(readRecents('["/tenants/acme","//evil.example","javascript:alert(1)",7]')).toEqual(['/tenants/acme']);
    for (const stored of [null, '', '{', '{"a":1}', 'null']) expect(readRecents(stored), String(stored)).toEqual([]);
  });
});
