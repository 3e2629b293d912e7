import type { TenantRole } from '@/lib/model/role';

export type RoleLine = Pick<TenantRole, 'name' | 'parent' | 'permissions'>;
/** Allows everything. */
export const EVERY_PERMISSION = '*';

/** What a role inherits from, nearest first; a ring ends it. */
export function ancestorsOf<R extends RoleLine>(roles: readonly R[], role: RoleLine): R[] {
  const line: R[] = [];
  for (let next = roles.find(({ name }) => name === role.parent); next && next.name !== role.name && !line.includes(next); ) {
    line.push(next);
    const { parent } = next;
    next = roles.find(({ name }) => name === parent);
  }
  return line;
}

/** Why a role has a permission: its own, by which role it inherits it, or since that role allows everything; null when it has not. */
export type Grant = { by: 'own' } | { by: 'inherited'; from: string } | { by: 'everything'; from: string } | null;

/** @param roles all of the tenant, with what they are to have. */
export function grantOf(roles: readonly RoleLine[], role: RoleLine, permission: string): Grant {
  if (role.permissions.includes(permission)) return { by: 'own' };
  const line = [role, ...ancestorsOf(roles, role)];
  const named = line.find(({ permissions }) => permissions.includes(permission));
  if (named) return { by: 'inherited', from: named.name };
  const all = line.find(({ permissions }) => permissions.includes(EVERY_PERMISSION));
  return all ? { by: 'everything', from: all.name } : null;
}

/** What some roles come to with all that they inherit; sorted, each once. */
export function permissionsOf(roles: readonly RoleLine[], names: readonly string[]): string[] {
  const chosen = roles.filter(({ name }) => names.includes(name)).flatMap((role) => [role, ...ancestorsOf(roles, role)]);
  return [...new Set(chosen.flatMap(({ permissions }) => permissions))].sort();
}

/** Every permission that some role names, everything first. */
export function permissionRows(roles: readonly RoleLine[], added: readonly string[] = []): string[] {
  const named = [...new Set([...roles.flatMap(({ permissions }) => permissions), ...added])];
  return named.sort((a, b) => Number(b === EVERY_PERMISSION) - Number(a === EVERY_PERMISSION) || (a < b ? -1 : 1));
}

/** Roles that one may inherit from without a ring. */
export function possibleParents<R extends RoleLine>(roles: readonly R[], name: string | null): R[] {
  return roles.filter((role) => role.name !== name && !ancestorsOf(roles, role).some((ancestor) => ancestor.name === name));
}
