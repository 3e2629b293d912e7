import type { Theme } from '@/lib/model/branding';
import { COLOR_ROLES, RADIUS_MAX, type Colors, type Mode } from '@/lib/model/branding-parts';

const SHORT = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/;
const LONG = /^#?([0-9a-f]{6})$/;

/** A colour as people write it (`#ABC`, `2554d8`) in the one way that is kept; null for what is none. */
export function hexOf(text: string): string | null {
  const typed = text.trim().toLowerCase();
  const long = LONG.exec(typed)?.[1];
  if (long) return `#${long}`;
  const [, r, g, b] = SHORT.exec(typed) ?? [];
  return r && g && b ? `#${r}${r}${g}${g}${b}${b}` : null;
}

/**
 * What of a theme can be drawn while it is being typed: a colour that is half written keeps the one it had.
 * Nothing else of what was typed gets into a style.
 */
export function drawable(typed: Theme, last: Theme): Theme {
  const colors = (mode: Mode) => Object.fromEntries(COLOR_ROLES.map((role) => [role, hexOf(typed[mode][role]) ?? last[mode][role]])) as Colors;
  const radius = Number.isFinite(typed.radius) ? Math.min(Math.max(typed.radius, 0), RADIUS_MAX) : last.radius;
  return { ...typed, light: colors('light'), dark: colors('dark'), radius };
}
