/** What branding is made of, without the schemas that check it: an editor shows it before anything is checked. */

/** Published versions that are kept; the oldest goes first. */
export const BRANDING_VERSIONS_MAX = 50;
/** Most images of a tenant, and the most bytes of one: they are sent to everybody who signs in. */
export const IMAGES_MAX = 20;
export const IMAGE_BYTES_MAX = 262_144;
/** The longer side, in pixels. */
export const IMAGE_SIDE_MAX = 4_096;
export const RADIUS_MAX = 24;

/** Families that every system has something for: a page for signing in loads no fonts from elsewhere. */
export const FONTS = ['system', 'humanist', 'geometric', 'rounded', 'serif', 'mono'] as const;
export type FontName = (typeof FONTS)[number];
export const FONT_STACKS: Record<FontName, string> = {
  system: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  humanist: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", sans-serif',
  geometric: 'Avenir, Montserrat, Corbel, "URW Gothic", sans-serif',
  rounded: 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, Manjari, sans-serif',
  serif: 'Charter, "Bitstream Charter", "Sitka Text", Cambria, serif',
  mono: 'ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace',
};

export const MODES = ['light', 'dark'] as const;
export type Mode = (typeof MODES)[number];

/** What colours are for. */
export const COLOR_ROLES = ['background', 'surface', 'text', 'muted', 'primary', 'onPrimary', 'link', 'border', 'danger'] as const;
export type ColorRole = (typeof COLOR_ROLES)[number];

export type Colors = Record<ColorRole, string>;
export const DEFAULT_COLORS: Record<Mode, Colors> = {
  light: { background: '#f6f7f9', surface: '#ffffff', text: '#16181d', muted: '#5b6270', primary: '#2554d8', onPrimary: '#ffffff', link: '#2554d8', border: '#d5d9e0', danger: '#b3261e' },
  dark: { background: '#101216', surface: '#181b21', text: '#eef0f4', muted: '#a3abba', primary: '#8fb0ff', onPrimary: '#0c1530', link: '#9db9ff', border: '#333844', danger: '#ff9a92' },
};

export const TEXT_KEYS = ['signInTitle', 'signInSubtitle', 'registerTitle', 'registerSubtitle', 'footer'] as const;

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml', 'image/x-icon'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];
