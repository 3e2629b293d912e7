import { describe, expect, it } from 'vitest';
import type { TenantRole } from '@/lib/model/role';
import { rebased, toggled, withDraft, without } from './matrix-draft';

const ROLE: TenantRole = { id: '1', name: 'editor', description: '', permissions: ['posts:read'], parent: null, system: false, users: 0, createdAt: '', updatedAt: '', version: 'v1' };

describe('the draft of a matrix', () => {
  it('gives and takes permissions, in order', () => {
    const draft = toggled(toggled(new Map(), ROLE, 'posts:write'), ROLE, 'a:b');
    expect(withDraft([ROLE], draft)[0]?.permissions).toEqual(['a:b', 'posts:read', 'posts:write']);
    expect(withDraft([ROLE], toggled(draft, ROLE, 'posts:read'))[0]?.permissions).toEqual(['a:b', 'posts:write']);
  });
  it('is none for a role that ends as it began', () => {
    expect(toggled(toggled(new Map(), ROLE, 'posts:write'), ROLE, 'posts:write').size).toBe(0);
    expect(without(toggled(new Map(), ROLE, 'posts:write'), '1').size).toBe(0);
  });
  it('stays on the version it was made over until it is moved', () => {
    const draft = toggled(new Map(), ROLE, 'posts:write');
    const latest = { ...ROLE, version: 'v2', permissions: ['posts:delete'] };
    expect(toggled(draft, latest, 'a:b').get('1')?.base.version).toBe('v1');
    expect(rebased(draft, latest).get('1')).toEqual({ base: latest, permissions: ['posts:read', 'posts:write'] });
    expect(rebased(draft, latest, ['posts:delete']).get('1')?.permissions).toEqual(['posts:delete', 'posts:read', 'posts:write']);
    expect(rebased(draft, { ...latest, permissions: ['posts:read', 'posts:write'] }).size).toBe(0);
    expect(rebased(new Map(), latest).size).toBe(0);
  });
});
