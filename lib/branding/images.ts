import { AppError } from '@/lib/errors';
import { IMAGES_MAX, type BrandingVersion, type ImageConfig, type ImageInfo } from '@/lib/model/branding';
import type { ConfigStore } from '@/lib/store';
import { publishedOf } from './branding';

type Use = ImageInfo['usedBy'][number];

/** Images of a tenant and what shows them; the newest first. */
export async function listImages(config: ConfigStore, slug: string): Promise<ImageInfo[]> {
  const [images, { items: versions }] = await Promise.all([config.images(slug).list(), config.branding(slug).list()]);
  return images.map((image) => infoOf(image, versions)).sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id));
}

/**
 * Keeps an image. The same bytes are the same image, kept once; where there is no room, what nothing shows goes, the oldest first.
 * @throws AppError `conflict` when all of them are shown somewhere
 */
export async function addImage(config: ConfigStore, slug: string, image: ImageConfig): Promise<{ image: ImageInfo; added: boolean }> {
  const [images, { items: versions }] = await Promise.all([config.images(slug).list(), config.branding(slug).list()]);
  const there = images.find(({ id }) => id === image.id);
  if (there) return { image: infoOf(there, versions), added: false };
  if (images.length >= IMAGES_MAX) {
    const unused = images.filter(({ id }) => usesOf(id, versions).length === 0).sort((a, b) => a.createdAt.localeCompare(b.createdAt))[0];
    if (!unused) throw new AppError('conflict', { params: { field: 'image' }, issues: [{ path: 'image', message: 'imagesFull', params: { max: IMAGES_MAX } }] });
    await config.images(slug).remove(unused.id, '*', stillUnused(config, slug));
  }
  return { image: infoOf(await config.images(slug).create(image), versions), added: true };
}

/** @throws AppError `not_found`; `in_use` by what shows it. */
export async function removeImage(config: ConfigStore, slug: string, id: string): Promise<void> {
  await config.images(slug).remove(id, '*', stillUnused(config, slug));
}

/** Under the tenant's lock, so that no draft takes it up meanwhile. */
const stillUnused = (config: ConfigStore, slug: string) => async (image: ImageConfig) => {
  if (usesOf(image.id, await config.branding(slug).current()).length > 0) throw new AppError('in_use', { params: { what: 'image' } });
};

function infoOf(image: ImageConfig, versions: readonly BrandingVersion[]): ImageInfo {
  const { id, type, width, height, bytes, createdAt } = image;
  return { id, type, width, height, bytes, createdAt, usedBy: usesOf(id, versions) };
}

function usesOf(id: string, versions: readonly BrandingVersion[]): Use[] {
  const published = publishedOf(versions);
  const shown = versions.filter(({ theme }) => theme.logo === id || theme.logoDark === id || theme.favicon === id);
  return [...new Set(shown.map((one): Use => (one.version === 0 ? 'draft' : one === published ? 'published' : 'history')))];
}
