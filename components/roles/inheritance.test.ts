import { describe, expect, it } from 'vitest';
import { ancestorsOf, grantOf, permissionRows, permissionsOf, possibleParents, type RoleLine } from './inheritance';

const role = (name: string, parent: string | null, ...permissions: string[]): RoleLine => ({ name, parent, permissions });
const READER = role('reader', null, 'docs:read');
const WRITER = role('writer', 'reader', 'docs:write');
const CHIEF = role('chief', 'writer', 'docs:delete', 'docs:read');
const ADMIN = role('admin', null, '*');
const DEPUTY = role('deputy', 'admin');
const ALL = [ADMIN, CHIEF, DEPUTY, READER, WRITER];

describe('what roles come to', () => {
  it('is their own and what they inherit, each once, in order', () => {
    expect(permissionsOf(ALL, ['chief'])).toEqual(['docs:delete', 'docs:read', 'docs:write']);
    expect(permissionsOf(ALL, ['writer', 'admin'])).toEqual(['*', 'docs:read', 'docs:write']);
    expect(permissionsOf(ALL, [])).toEqual([]);
  });
  it('ends where a ring was made by hand', () => {
    const ring = [role('a', 'b', 'x'), role('b', 'a', 'y')];
    expect(permissionsOf(ring, ['a'])).toEqual(['x', 'y']);
  });
});

describe('why a role has a permission', () => {
  it.each([
    ['its own, though it inherits it too', CHIEF, 'docs:read', { by: 'own' }],
    ['from the nearest that has it', CHIEF, 'docs:write', { by: 'inherited', from: 'writer' }],
    ['from further up', WRITER, 'docs:read', { by: 'inherited', from: 'reader' }],
    ['since it allows everything', ADMIN, 'docs:read', { by: 'everything', from: 'admin' }],
    ['since what it inherits from does', DEPUTY, 'docs:read', { by: 'everything', from: 'admin' }],
    ['it has not', READER, 'docs:write', null],
  ])('%s', (_why, of, permission, grant) => {
    expect(grantOf(ALL, of, permission)).toEqual(grant);
  });
});

describe('the rows and the parents', () => {
  it('are all permissions, everything first, with those just added', () => {
    expect(permissionRows(ALL, ['a:b'])).toEqual(['*', 'a:b', 'docs:delete', 'docs:read', 'docs:write']);
  });
  it('leave out the role itself and those that inherit from it', () => {
    expect(possibleParents(ALL, 'reader').map(({ name }) => name)).toEqual(['admin', 'deputy']);
    expect(possibleParents(ALL, null)).toHaveLength(ALL.length);
    expect(ancestorsOf(ALL, CHIEF).map(({ name }) => name)).toEqual(['writer', 'reader']);
  });
});
