import { z } from 'zod';
import { BRANDING_VERSIONS_MAX, brandingVersionSchema, imageConfigSchema, IMAGES_MAX, type BrandingVersion, type ImageConfig } from '@/lib/model/branding';
import { createTenantItems } from './tenant-items';
import type { TenantListParts } from './tenant-list-files';
import { refineUnique } from './unique';
import { createWholeList } from './whole-list';

/** `tenants/<slug>/branding.yaml`: the draft and what was published. */
export const brandingFileSchema = z
  .object({ branding: z.array(brandingVersionSchema).max(BRANDING_VERSIONS_MAX + 1).default([]) })
  .superRefine(({ branding }, ctx) => refineUnique(ctx, ['branding'], branding, 'version', ({ version }) => String(version)));

/** `tenants/<slug>/images.yaml`: what was uploaded, by its content. */
export const imagesFileSchema = z
  .object({ images: z.array(imageConfigSchema).max(IMAGES_MAX).default([]) })
  .superRefine(({ images }, ctx) => refineUnique(ctx, ['images'], images, 'id', ({ id }) => id));

export const createBranding = (parts: TenantListParts) => createWholeList<BrandingVersion, 'branding'>(parts, 'branding', brandingFileSchema);

export const createImages = (parts: TenantListParts) =>
  createTenantItems<ImageConfig, 'images'>(parts, { key: 'images', schema: imagesFileSchema, idOf: ({ id }) => id, idField: 'id', what: 'image' });
