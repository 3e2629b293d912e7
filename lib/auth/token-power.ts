import type { Role } from '@/lib/model/admin';
import type { ApiToken, Records } from '@/lib/records/ports';
import type { ConfigStore } from '@/lib/store/ports';
import { coversRole } from './permissions';
import type { Principal } from './principal';

/** Roles that mean nothing without the tenants they are limited to. */
export const LIMITED_ROLES: readonly Role[] = ['tenant-admin', 'runtime'];
/** Tokens made by tokens made by tokens: further up nobody looks. */
const MOST_MAKERS = 5;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface TokenPowerDependencies {
  records: Pick<Records, 'tokens'>;
  config: Pick<ConfigStore, 'admins'>;
}

/** What somebody may: the part of a principal that a token borrows. */
export type Power = Pick<Principal, 'tenants'> & { role: Role };
const EVERYTHING: Power = { role: 'owner', tenants: null };

/** Whether a token has expired or was revoked. */
export function isOver(token: Pick<ApiToken, 'revokedAt' | 'expiresAt'>, now: Date): boolean {
  return token.revokedAt !== null || (token.expiresAt !== null && Date.parse(token.expiresAt) <= now.getTime());
}

/**
 * What a token may at this moment: what it was given, and never more than who made it may now.
 * @returns null when its maker is gone, disabled or over, or may something else and not less.
 */
export async function powerOfToken(deps: TokenPowerDependencies, token: ApiToken, now: Date, depth = 0): Promise<Power | null> {
  const maker = await powerOfMaker(deps, token.createdBy, now, depth);
  return maker && lesserOf(ownPower(token), maker);
}

/** A limited role stays limited even if its list were empty: then it may see nothing. */
export function ownPower(token: Pick<ApiToken, 'role' | 'tenants'>): Power {
  const limited = LIMITED_ROLES.includes(token.role) || token.tenants.length > 0;
  return { role: token.role, tenants: limited ? token.tenants : null };
}

/** What both may. Roles of which neither covers the other share no role, so nothing is left. */
export function lesserOf(token: Power, maker: Power): Power | null {
  const role = coversRole(maker.role, token.role) ? token.role : coversRole(token.role, maker.role) ? maker.role : null;
  if (role === null) return null;
  const { tenants } = maker;
  if (tenants === null) return { role, tenants: token.tenants };
  return { role, tenants: token.tenants === null ? tenants : token.tenants.filter((slug) => tenants.includes(slug)) };
}

async function powerOfMaker(deps: TokenPowerDependencies, makerId: string, now: Date, depth: number): Promise<Power | null> {
  // Made at the machine itself (`cli:<user>`): whoever may read FS_ROOT is an owner.
  if (!UUID.test(makerId)) return EVERYTHING;
  const admin = await deps.config.admins.get(makerId);
  if (admin) return admin.disabled ? null : { role: admin.role, tenants: admin.role === 'tenant-admin' ? admin.tenants : null };
  const token = depth < MOST_MAKERS ? await deps.records.tokens.get(makerId) : null;
  return token && !isOver(token, now) ? powerOfToken(deps, token, now, depth + 1) : null;
}
