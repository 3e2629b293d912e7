import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THEME, type Colors } from './branding';
import { contrastOf } from './branding-contrast';

const color = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

/** WCAG 2.2, "relative luminance" and "contrast ratio", written out. */
function ratio(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('contrast of a theme', () => {
  it('is enough in the theme that tenants begin with', () => {
    expect(contrastOf(DEFAULT_THEME).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('looks at the appearances that there are', () => {
    expect(new Set(contrastOf({ ...DEFAULT_THEME, appearance: 'dark' }).map(({ mode }) => mode))).toEqual(new Set(['dark']));
    expect(new Set(contrastOf(DEFAULT_THEME).map(({ mode }) => mode))).toEqual(new Set(['light', 'dark']));
  });

  it('is what WCAG says, and its suggestion does, for any colours', () => {
    fc.assert(
      fc.property(color, color, (text, surface) => {
        const light: Colors = { ...DEFAULT_THEME.light, text, surface };
        const found = contrastOf({ ...DEFAULT_THEME, light, appearance: 'light' }).find(({ front, back }) => front === 'text' && back === 'surface');
        const exact = ratio(text, surface);
        expect(found?.ratio).toBeCloseTo(Math.floor(exact * 100) / 100, 1);
        if (Math.abs(exact - 4.5) > 0.01) expect(found?.ok).toBe(exact >= 4.5);
        if (found?.ok) expect(found.suggestion).toBeNull();
        // Black or white does on every ground: 4.5 squared is less than 21.
        else expect(ratio(found?.suggestion ?? '', surface)).toBeGreaterThanOrEqual(4.49);
      }),
      { numRuns: 500 },
    );
  });
});
