/** Slugs that would collide with routes, databases or hosts. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'api', 'admin', 'new', 'import', 'export', 'public', 'postgres', 'mysql', 'sys', 'information-schema',
  'performance-schema', 'template0', 'template1', 'www', 'static', 'system', 'tenantry',
]);

export const SLUG_MAX_LENGTH = 63;
const SLUG_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Why a slug is refused, as a key below `validation.`; null when it is fine. */
export function slugProblem(slug: string): 'slugRequired' | 'slugTooLong' | 'slugPattern' | 'slugReserved' | null {
  if (slug.length === 0) return 'slugRequired';
  if (slug.length > SLUG_MAX_LENGTH) return 'slugTooLong';
  if (!SLUG_PATTERN.test(slug) || slug.includes('--')) return 'slugPattern';
  if (RESERVED_SLUGS.has(slug)) return 'slugReserved';
  return null;
}

/** A slug proposed from a name: accents dropped, everything else a hyphen. May be empty. */
export function slugFromName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
}
