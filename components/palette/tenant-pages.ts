/** The pages of one tenant, as its tabs list them. Those that show its data plane exist where it has one. */
export const TENANT_PAGES = [
  { page: '', label: 'overview' },
  { page: 'users', label: 'users', permission: 'users:read', database: true },
  { page: 'sessions', label: 'sessions', permission: 'users:read', database: true },
  { page: 'roles', label: 'roles', permission: 'roles:read', database: true },
  { page: 'clients', label: 'clients', permission: 'clients:read' },
  { page: 'scopes', label: 'scopes', permission: 'scopes:read' },
  { page: 'branding', label: 'branding', permission: 'branding:read' },
  { page: 'fields', label: 'fields', permission: 'fields:read', database: true },
  { page: 'provisioning', label: 'provisioning', database: true },
  { page: 'migrations', label: 'migrations', database: true },
  { page: 'audit', label: 'audit', permission: 'audit:read' },
  { page: 'settings', label: 'settings' },
] as const satisfies readonly { page: string; label: string; permission?: string; database?: boolean }[];

/** Slug of the tenant whose pages are open, and which of them. */
export function openTenant(path: string): { slug: string; page: string } | null {
  const [, slug, page = ''] = /^\/tenants\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
  return slug && slug !== 'new' ? { slug, page } : null;
}

/** The same page of another tenant, where it has that page, else its overview. */
export function samePageOf(path: string, tenant: { slug: string; database: unknown }): string {
  const here = openTenant(path)?.page ?? '';
  const known = TENANT_PAGES.find(({ page }) => page === here && page !== '');
  const exists = known && (!('database' in known) || tenant.database !== null);
  return `/tenants/${tenant.slug}${exists ? `/${here}` : ''}`;
}
