import type { Role } from '@/lib/model/admin';
import type { Principal } from './principal';

/** Every permission there is, with the roles that have it. Deny by default: what is not listed is refused. */
const GRANTS = {
  /** Works without signing in. */
  public: ['owner', 'operator', 'viewer', 'tenant-admin', 'runtime'],
  /** Any signed-in principal, about itself. */
  self: ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tenants:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'tenants:create': ['owner', 'operator'],
  'tenants:edit': ['owner', 'operator', 'tenant-admin'],
  'tenants:provision': ['owner', 'operator'],
  'tenants:migrate': ['owner', 'operator'],
  'tenants:delete': ['owner'],
  'servers:read': ['owner', 'operator', 'viewer'],
  'servers:write': ['owner'],
  'users:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'users:write': ['owner', 'operator', 'tenant-admin'],
  /** Roles of a tenant's users. */
  'roles:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'roles:write': ['owner', 'operator', 'tenant-admin'],
  'clients:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'clients:write': ['owner', 'operator', 'tenant-admin'],
  'scopes:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'scopes:write': ['owner', 'operator', 'tenant-admin'],
  'branding:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'branding:write': ['owner', 'operator', 'tenant-admin'],
  /** What an authorization server does for end users; nobody of the console may. */
  runtime: ['runtime'],
  'migrations:read': ['owner', 'operator', 'viewer'],
  'fields:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'fields:plan': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'fields:apply': ['owner', 'operator', 'tenant-admin'],
  /** Applying what loses data. */
  'fields:destroy': ['owner', 'operator'],
  'runs:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'runs:control': ['owner', 'operator'],
  'audit:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  'overview:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
  /** API tokens of one's own, that may no more than one may oneself. */
  'tokens:own': ['owner', 'operator', 'viewer', 'tenant-admin'],
  /** Everybody's. */
  'tokens:manage': ['owner'],
  'admins:manage': ['owner'],
  'system:verify': ['owner', 'operator', 'viewer'],
  /** What concerns the installation itself. */
  'system:manage': ['owner'],
  'system:read': ['owner', 'operator', 'viewer', 'tenant-admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;
export const PERMISSIONS = Object.keys(GRANTS) as Permission[];

/** Whether a principal has a permission; says nothing of which tenants. */
export function may(principal: Principal, permission: Permission): boolean {
  if (permission === 'public') return true;
  return principal.role !== null && (GRANTS[permission] as readonly Role[]).includes(principal.role);
}

/** Whether a role may do all that another may; an owner may let anything be done. */
export function coversRole(role: Role, other: Role): boolean {
  if (role === 'owner') return true;
  return PERMISSIONS.every((permission) => {
    const granted = GRANTS[permission] as readonly Role[];
    return !granted.includes(other) || granted.includes(role);
  });
}

/** Whether a principal may see this tenant at all; what it may not see is *not found*. */
export function maySeeTenant(principal: Principal, slug: string): boolean {
  return principal.tenants === null || principal.tenants.includes(slug);
}
