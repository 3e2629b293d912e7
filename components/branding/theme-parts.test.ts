import { describe, expect, it } from 'vitest';
import { DEFAULT_THEME, type Theme } from '@/lib/model/branding';
import { drawable, hexOf } from './drawable';
import { readPart, THEME_PARTS, themeChanges } from './theme-parts';

/** Leaves of a theme, whatever it has. */
const leaves = (node: unknown): number => (typeof node === 'object' && node !== null ? Object.values(node).reduce<number>((sum, one) => sum + leaves(one), 0) : 1);

describe('the parts of a theme', () => {
  it('are all of it, each once', () => {
    expect(THEME_PARTS.length).toBe(leaves(DEFAULT_THEME));
    expect(new Set(THEME_PARTS.map(({ path }) => path)).size).toBe(THEME_PARTS.length);
    for (const part of THEME_PARTS) expect(readPart(DEFAULT_THEME, part), part.path).not.toBeUndefined();
  });

  it('tell what differs, before and after', () => {
    const after: Theme = { ...DEFAULT_THEME, radius: 2, dark: { ...DEFAULT_THEME.dark, text: '#ffffff' }, texts: { ...DEFAULT_THEME.texts, pt: { ...DEFAULT_THEME.texts.pt, footer: 'Olá' } } };
    expect(themeChanges(DEFAULT_THEME, DEFAULT_THEME)).toEqual([]);
    expect(themeChanges(DEFAULT_THEME, after).map(({ part, before, after: now }) => [part.path, before, now])).toEqual([
      ['dark.text', '#eef0f4', '#ffffff'],
      ['radius', 8, 2],
      ['texts.pt.footer', '', 'Olá'],
    ]);
  });
});

describe('a theme that is being typed', () => {
  it('takes colours as people write them', () => {
    expect(['#ABC', 'abc', ' 2554D8 ', '#2554d8', '#12345', 'red', '', '#ggg', '#fff;}body{'].map(hexOf)).toEqual(['#aabbcc', '#aabbcc', '#2554d8', '#2554d8', null, null, null, null, null]);
  });

  it('is drawn with the last colour that was one, and lets nothing else into a style', () => {
    const typed: Theme = { ...DEFAULT_THEME, radius: Number.NaN, light: { ...DEFAULT_THEME.light, text: '#12345', primary: '0a0' , link: 'url(https://evil.example)' } };
    const last: Theme = { ...DEFAULT_THEME, radius: 5, light: { ...DEFAULT_THEME.light, text: '#222222' } };
    expect(drawable(typed, last)).toMatchObject({ radius: 5, light: { text: '#222222', primary: '#00aa00', link: DEFAULT_THEME.light.link } });
    expect(drawable({ ...typed, radius: 900 }, last).radius).toBe(24);
  });
});
