import { createHash } from 'node:crypto';
import type { Isolation } from '@/lib/model/common';
import { IDENTIFIER_MAX_BYTES } from '../../sql/quote-identifier';

const HASH_LENGTH = 10;

/** Schema that holds the tables inside a tenant's own database. */
export const TENANT_SCHEMA = 'tenant';

/**
 * Physical names: `t_<slug>_<hash of the tenant's id>`. The hash is always there, so that a slug used
 * again after a purge gets new names, and two slugs that become equal when cut stay apart.
 * Roles live in the whole server, schemas in one database: hence the role's own prefix.
 */
export function physicalNames(tenant: { id: string; slug: string }, isolation: Isolation): { name: string; role: string | null } {
  const hash = createHash('sha256').update(tenant.id).digest('hex').slice(0, HASH_LENGTH);
  const prefix = isolation === 'database' ? 'tdb_' : 't_';
  return { name: fit(prefix, tenant.slug, hash), role: fit(`r${prefix}`, tenant.slug, hash) };
}

function fit(prefix: string, slug: string, hash: string): string {
  const room = IDENTIFIER_MAX_BYTES - prefix.length - hash.length - 1;
  return `${prefix}${slug.replaceAll('-', '_').slice(0, room)}_${hash}`;
}

/** Name a database has until it is marked: only this tenant's runs would ever make it. */
export const temporaryDatabase = (tenantId: string): string => `tenantry_new_${tenantId.replaceAll('-', '')}`;

/** Two 32-bit halves for advisory locks, from the tenant's id. */
export function lockKeyOf(tenantId: string): [number, number] {
  const digest = createHash('sha256').update(`tenantry/tenant/${tenantId}`).digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
}
