import { clampChroma, converter, formatHex, modeLrgb, modeOklab, modeOklch, modeRgb, useMode as registerSpace, wcagContrast } from 'culori/fn';
import type { Contrast, Theme } from './branding';
import { MODES, type ColorRole, type Colors, type Mode } from './branding-parts';

// The parts of the library that convert between these spaces, and no others: a browser loads them too.
for (const space of [modeRgb, modeLrgb, modeOklab, modeOklch]) registerSpace(space as typeof modeRgb);
const oklch = converter('oklch');

/** WCAG 2.2, 1.4.3 and 1.4.11 (AA): text, and edges that controls are told by. */
const TEXT = 4.5;
const EDGE = 3;

/** Which colours meet on the pages, and how well they have to be told apart. */
const PAIRS: readonly { front: ColorRole; back: ColorRole; needed: number }[] = [
  { front: 'text', back: 'surface', needed: TEXT },
  { front: 'text', back: 'background', needed: TEXT },
  { front: 'muted', back: 'surface', needed: TEXT },
  { front: 'muted', back: 'background', needed: TEXT },
  { front: 'link', back: 'surface', needed: TEXT },
  { front: 'danger', back: 'surface', needed: TEXT },
  { front: 'onPrimary', back: 'primary', needed: TEXT },
  { front: 'primary', back: 'surface', needed: EDGE },
];

/** Verdict on every pair that meets, for the appearances that the theme has. */
export function contrastOf(theme: Pick<Theme, 'light' | 'dark' | 'appearance'>): Contrast[] {
  const modes = theme.appearance === 'auto' ? MODES : [theme.appearance];
  return modes.flatMap((mode) => PAIRS.map((pair) => verdict(mode, theme[mode], pair)));
}

function verdict(mode: Mode, colors: Colors, { front, back, needed }: (typeof PAIRS)[number]): Contrast {
  const exact = wcagContrast(colors[front], colors[back]);
  const ok = exact >= needed;
  // Cut, not rounded: 4.496 is not enough and must not read as 4.5.
  return { mode, front, back, ratio: Math.floor(exact * 100) / 100, needed, ok, suggestion: ok ? null : nearest(colors[front], colors[back], needed) };
}

/**
 * The colour of the same hue that is least away in lightness and does on that ground; null where neither black
 * nor white would.
 */
function nearest(front: string, back: string, needed: number): string | null {
  const base = oklch(front);
  if (!base) return null;
  const at = (lightness: number) => formatHex(clampChroma({ ...base, l: lightness }, 'oklch'));
  const does = (lightness: number) => wcagContrast(at(lightness), back) >= needed;
  const ends = ([0, 1] as const).filter(does).map((end) => {
    // Between the colour, which does not, and the end, which does; the contrast grows towards the end.
    let [no, yes] = [base.l, end as number];
    for (let step = 0; step < 16; step += 1) {
      const middle = (no + yes) / 2;
      if (does(middle)) yes = middle;
      else no = middle;
    }
    return yes;
  });
  const [best] = ends.sort((a, b) => Math.abs(a - base.l) - Math.abs(b - base.l));
  return best === undefined ? null : at(best);
}
