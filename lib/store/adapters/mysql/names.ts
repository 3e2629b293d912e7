import { createHash } from 'node:crypto';
import type { Isolation } from '@/lib/model/common';
import { IDENTIFIER_MAX_BYTES, quoteIdentifier } from '../../sql/quote-identifier';

/** A name in a statement. Names of ours keep to fewer bytes than the 64 characters that the engine takes. */
export const quoted = (name: string): string => quoteIdentifier(name, { quote: '`' });
export const qualified = (database: string, table: string): string => `${quoted(database)}.${quoted(table)}`;
/** A login from anywhere. */
export const account = (name: string): string => `${quoted(name)}@'%'`;
/** A text as literal, for statements that take no parameters. Backslashes count, for sessions of ours are never in NO_BACKSLASH_ESCAPES. */
export const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0')}'`;

const HASH_LENGTH = 10;
/** MySQL's limit for names of users; MariaDB has 128. */
const USER_MAX = 32;
/** Sessions of tenants' own users are told from others by it. */
export const USER_PREFIX = 'tnt_';

/** As on every engine: from the slug, with a hash of the tenant's id that is always there, so that no name is ever used again. */
export function physicalNames(tenant: { id: string; slug: string }, _isolation: Isolation): { name: string; role: string | null } {
  const hash = createHash('sha256').update(tenant.id).digest('hex').slice(0, HASH_LENGTH);
  return { name: fit('tdb_', tenant.slug, hash, IDENTIFIER_MAX_BYTES), role: fit(USER_PREFIX, tenant.slug, hash, USER_MAX) };
}

function fit(prefix: string, slug: string, hash: string, max: number): string {
  return `${prefix}${slug.replaceAll('-', '_').slice(0, max - prefix.length - hash.length - 1)}_${hash}`;
}

/** An empty database that says: this tenant's own is being made. Only this tenant's runs would ever make it. */
export const intentDatabase = (tenantId: string): string => `tenantry_new_${tenantId.replaceAll('-', '')}`;

/** Locks are the whole server's and have at most 64 characters. */
export const lockNameOf = (tenantId: string): string => `tenantry/${tenantId}`;
