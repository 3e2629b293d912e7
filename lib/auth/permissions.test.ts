import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '@/lib/model/admin';
import { PERMISSIONS, may, maySeeTenant, type Permission } from './permissions';
import { ANONYMOUS, type Principal } from './principal';

const as = (role: Role | null, tenants: string[] | null = null): Principal => ({ type: 'admin', id: '1', name: 'n', role, tenants });
const granted = (role: Role | null) => PERMISSIONS.filter((permission) => may(as(role), permission)).sort();

describe('permissions', () => {
  it('gives nobody anything but what is public', () => {
    expect(PERMISSIONS.filter((permission) => may(ANONYMOUS, permission))).toEqual(['public']);
  });

  it('gives a runtime token nothing of the console', () => {
    expect(granted('runtime')).toEqual(['public', 'runtime']);
  });

  it.each<[Permission, Role[]]>([
    ['tenants:read', ['owner', 'operator', 'viewer', 'tenant-admin']],
    ['servers:read', ['owner', 'operator', 'viewer']],
    ['tenants:create', ['owner', 'operator']],
    ['tenants:edit', ['owner', 'operator', 'tenant-admin']],
    ['tenants:provision', ['owner', 'operator']],
    ['tenants:delete', ['owner']],
    ['servers:write', ['owner']],
    ['admins:manage', ['owner']],
    ['tokens:manage', ['owner']],
    ['tokens:own', ['owner', 'operator', 'viewer', 'tenant-admin']],
  ])('gives %s to those whom the specification lists', (permission, roles) => {
    expect(ROLES.filter((role) => may(as(role), permission)).sort()).toEqual([...roles].sort());
  });

  it('gives an owner everything but what is done as end users', () => {
    expect(granted('owner')).toEqual(PERMISSIONS.filter((permission) => permission !== 'runtime').sort());
  });

  it('shows a limited principal its own tenants only', () => {
    expect(maySeeTenant(as('owner'), 'acme')).toBe(true);
    expect(maySeeTenant(as('tenant-admin', ['acme']), 'acme')).toBe(true);
    expect(maySeeTenant(as('tenant-admin', ['acme']), 'globex')).toBe(false);
    expect(maySeeTenant(as('tenant-admin', []), 'acme')).toBe(false);
  });
});
