import type { Theme } from '@/lib/model/branding';
import { COLOR_ROLES, MODES, TEXT_KEYS, type ColorRole, type Mode } from '@/lib/model/branding-parts';
import { LANGUAGES, type Language } from '@/lib/model/states';

export const IMAGE_SLOTS = ['logo', 'logoDark', 'favicon'] as const;
export type ImageSlot = (typeof IMAGE_SLOTS)[number];
export const LINK_KEYS = ['privacyUrl', 'termsUrl', 'supportUrl'] as const;
export type TextKey = (typeof TEXT_KEYS)[number];

/** One thing of a theme that can be told apart from another theme's. */
export type ThemePart =
  | { kind: 'image'; path: ImageSlot }
  | { kind: 'color'; path: `${Mode}.${ColorRole}`; mode: Mode; role: ColorRole }
  | { kind: 'choice'; path: 'appearance' | 'font' | 'radius' }
  | { kind: 'text'; path: `texts.${Language}.${TextKey}`; language: Language; key: TextKey }
  | { kind: 'link'; path: (typeof LINK_KEYS)[number] };

/** All parts, in the order of the editor. */
export const THEME_PARTS: readonly ThemePart[] = [
  ...IMAGE_SLOTS.map((path): ThemePart => ({ kind: 'image', path })),
  { kind: 'choice', path: 'appearance' },
  ...MODES.flatMap((mode) => COLOR_ROLES.map((role): ThemePart => ({ kind: 'color', path: `${mode}.${role}`, mode, role }))),
  { kind: 'choice', path: 'font' },
  { kind: 'choice', path: 'radius' },
  ...LANGUAGES.flatMap((language) => TEXT_KEYS.map((key): ThemePart => ({ kind: 'text', path: `texts.${language}.${key}`, language, key }))),
  ...LINK_KEYS.map((path): ThemePart => ({ kind: 'link', path })),
];

/** What a theme says of a part; an image by its id, null for none. */
export function readPart(theme: Theme, part: ThemePart): string | number | null {
  switch (part.kind) {
    case 'color':
      return theme[part.mode][part.role];
    case 'text':
      return theme.texts[part.language][part.key];
    default:
      return theme[part.path];
  }
}

export interface ThemeChange {
  part: ThemePart;
  before: string | number | null;
  after: string | number | null;
}

/** What differs between two themes, part by part. */
export function themeChanges(before: Theme, after: Theme): ThemeChange[] {
  return THEME_PARTS.map((part) => ({ part, before: readPart(before, part), after: readPart(after, part) })).filter((one) => one.before !== one.after);
}
