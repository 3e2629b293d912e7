import { FONT_STACKS, type ImageConfig, type PublicBranding } from '@/lib/model/branding';
import type { ConfigStore } from '@/lib/store';
import { publishedOf } from './branding';

/** Where a tenant's images are served; the address changes with the bytes. */
export const imagePath = (slug: string, id: string): string => `/t/${slug}/images/${id}`;

/**
 * What the pages of a tenant's users look like, for everybody to read: nothing but what is published.
 * Null where there is no such tenant, it is off, or nothing was published.
 */
export async function publicBranding(config: ConfigStore, slug: string): Promise<PublicBranding | null> {
  const tenant = await config.tenants.get(slug);
  if (tenant?.status !== 'ACTIVE') return null;
  const published = publishedOf(await config.branding(slug).current());
  if (!published) return null;
  const { logo, logoDark, favicon, ...theme } = published.theme;
  const urlOf = (id: string | null) => (id === null ? null : imagePath(slug, id));
  return {
    tenant: { slug, name: tenant.displayName || tenant.name, language: tenant.language },
    version: published.version,
    theme: { ...theme, fontFamily: FONT_STACKS[theme.font], logoUrl: urlOf(logo), logoDarkUrl: urlOf(logoDark ?? logo), faviconUrl: urlOf(favicon) },
  };
}

/** An image that is published now, or was; null for any other, so that what is only a draft's stays unseen. */
export async function publicImage(config: ConfigStore, slug: string, id: string): Promise<ImageConfig | null> {
  const tenant = await config.tenants.get(slug);
  if (tenant?.status !== 'ACTIVE') return null;
  const shown = (await config.branding(slug).current()).some(({ version, theme }) => version > 0 && [theme.logo, theme.logoDark, theme.favicon].includes(id));
  return shown ? ((await config.images(slug).current()).find((image) => image.id === id) ?? null) : null;
}

/** Whether a page of that origin may read a tenant's public answers: those that its clients name. */
export async function isAllowedOrigin(config: ConfigStore, slug: string, origin: string): Promise<boolean> {
  return (await config.clients(slug).current()).some((client) => client.allowedOrigins.includes(origin));
}
