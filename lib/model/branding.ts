import { z } from 'zod';
import { COLOR_ROLES, DEFAULT_COLORS, FONTS, IMAGE_BYTES_MAX, IMAGE_SIDE_MAX, IMAGE_TYPES, MODES, RADIUS_MAX, type ColorRole, type Colors } from './branding-parts';
import { timestampSchema } from './common';
import { LANGUAGES } from './states';
import { storable } from './user';

export { BRANDING_VERSIONS_MAX, COLOR_ROLES, DEFAULT_COLORS, FONTS, FONT_STACKS, IMAGES_MAX, IMAGE_BYTES_MAX, IMAGE_SIDE_MAX, IMAGE_TYPES, MODES, RADIUS_MAX, TEXT_KEYS, type ColorRole, type Colors, type FontName, type ImageType, type Mode } from './branding-parts';

/** `#rrggbb`, lower case. */
const colorSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'color');
const colorsSchema = z.object({
  background: colorSchema,
  surface: colorSchema,
  text: colorSchema,
  muted: colorSchema,
  primary: colorSchema,
  onPrimary: colorSchema,
  link: colorSchema,
  border: colorSchema,
  danger: colorSchema,
} satisfies Record<ColorRole, typeof colorSchema>) satisfies z.ZodType<Colors>;

const line = (max: number) => storable.pipe(z.string().trim().max(max)).default('');
/** https alone: what stands beside a password field must not be read or changed on the way. */
const linkSchema = z
  .string()
  .trim()
  .max(500)
  .refine((text) => text === '' || isHttps(text), 'httpsUrl')
  .default('');

function isHttps(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Words of one language; what is empty is said in the authorization server's own. */
export const brandingTextsSchema = z.object({
  signInTitle: line(120),
  signInSubtitle: line(300),
  registerTitle: line(120),
  registerSubtitle: line(300),
  footer: line(300),
});
export type BrandingTexts = z.infer<typeof brandingTextsSchema>;

const emptyTexts = () => brandingTextsSchema.parse({});
const textsSchema = z.object({
  es: brandingTextsSchema.default(emptyTexts),
  en: brandingTextsSchema.default(emptyTexts),
  pt: brandingTextsSchema.default(emptyTexts),
} satisfies Record<(typeof LANGUAGES)[number], unknown>);

/** Begins with the image's SHA-256, so that its address always means the same bytes. */
export const imageIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'invalidFormat');
const imageRefSchema = imageIdSchema.nullable().default(null);

/** How pages of a tenant look that its users see. */
export const themeSchema = z.object({
  logo: imageRefSchema,
  /** On dark ground; the logo itself when null. */
  logoDark: imageRefSchema,
  favicon: imageRefSchema,
  light: colorsSchema.default(DEFAULT_COLORS.light),
  dark: colorsSchema.default(DEFAULT_COLORS.dark),
  /** `auto`: as the user's system wants it. */
  appearance: z.enum(['auto', 'light', 'dark']).default('auto'),
  font: z.enum(FONTS).default('system'),
  /** Pixels. */
  radius: z.number().int().min(0).max(RADIUS_MAX).default(8),
  texts: textsSchema.default(() => textsSchema.parse({})),
  privacyUrl: linkSchema,
  termsUrl: linkSchema,
  supportUrl: linkSchema,
});
export type Theme = z.infer<typeof themeSchema>;
export const DEFAULT_THEME: Theme = themeSchema.parse({});

/** One state of `branding.yaml`. */
export const brandingVersionSchema = z.object({
  /** From 1, never used twice; 0 is the draft. */
  version: z.number().int().min(0),
  theme: themeSchema,
  /** Last saved, or published. */
  at: timestampSchema,
  /** Who did it, as the audit names them. */
  by: z.string().max(320).default(''),
  /** The version that was brought back. */
  rolledBackTo: z.number().int().min(1).nullable().default(null),
});
export type BrandingVersion = z.infer<typeof brandingVersionSchema>;

/** One image of `images.yaml`. */
export const imageConfigSchema = z.object({
  id: imageIdSchema,
  type: z.enum(IMAGE_TYPES),
  width: z.number().int().min(1).max(IMAGE_SIDE_MAX),
  height: z.number().int().min(1).max(IMAGE_SIDE_MAX),
  bytes: z.number().int().min(1).max(IMAGE_BYTES_MAX),
  /** Base64. */
  data: z.string().max(Math.ceil(IMAGE_BYTES_MAX / 3) * 4),
  createdAt: timestampSchema,
});
export type ImageConfig = z.infer<typeof imageConfigSchema>;

/** Two colours that stand on each other, and how well they can be told apart. */
export const contrastSchema = z.object({
  mode: z.enum(MODES),
  front: z.enum(COLOR_ROLES),
  back: z.enum(COLOR_ROLES),
  /** WCAG 2.2: 1 to 21, cut to two digits. */
  ratio: z.number(),
  /** 4.5 for text, 3 for edges. */
  needed: z.number(),
  ok: z.boolean(),
  /** The nearest colour for `front` that would do; null when it does. */
  suggestion: z.string().nullable(),
});
export type Contrast = z.infer<typeof contrastSchema>;

const publishedSchema = brandingVersionSchema.pick({ version: true, theme: true, at: true, by: true, rolledBackTo: true });

/** Branding as every door answers it. */
export const brandingSchema = z.object({
  draft: themeSchema,
  published: themeSchema.nullable(),
  /** Number of the published version; 0 before the first. */
  version: z.number().int(),
  publishedAt: z.string().nullable(),
  /** The draft says other things than what is published. */
  changed: z.boolean(),
  draftSavedAt: z.string().nullable(),
  draftSavedBy: z.string(),
  contrast: z.array(contrastSchema),
  etag: z.string(),
});
export type Branding = z.infer<typeof brandingSchema>;

export const brandingRefSchema = z.object({ slug: z.string() });
export const saveBrandingInputSchema = z.object({ slug: z.string(), draft: themeSchema.describe('The whole draft; what is left out becomes the default') });
export const rollbackBrandingInputSchema = z.object({ slug: z.string(), version: z.coerce.number().int().min(1).describe('Published version to bring back') });
export const brandingHistorySchema = z.object({ items: z.array(publishedSchema) });
export const imageInfoSchema = imageConfigSchema.omit({ data: true }).extend({ usedBy: z.array(z.enum(['draft', 'published', 'history'])) });
export type ImageInfo = z.infer<typeof imageInfoSchema>;
export const imageListSchema = z.object({ items: z.array(imageInfoSchema) });
export const imageRefInputSchema = z.object({ slug: z.string(), image: imageIdSchema.describe('Id of the image') });

/** What a page for signing in needs, for everybody to read. */
export const publicBrandingSchema = z.object({
  tenant: z.object({ slug: z.string(), name: z.string(), language: z.enum(LANGUAGES) }),
  version: z.number().int(),
  theme: themeSchema.omit({ logo: true, logoDark: true, favicon: true }).extend({
    fontFamily: z.string(),
    logoUrl: z.string().nullable(),
    logoDarkUrl: z.string().nullable(),
    faviconUrl: z.string().nullable(),
  }),
});
export type PublicBranding = z.infer<typeof publicBrandingSchema>;
