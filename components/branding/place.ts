import type { Mode } from '@/lib/model/branding';
import { LANGUAGES, type Language } from '@/lib/model/states';

export const PANELS = ['images', 'colors', 'look', 'texts'] as const;
export type Panel = (typeof PANELS)[number];
export const PAGES = ['signIn', 'register', 'mail'] as const;
/** What of a tenant's is previewed. */
export type PreviewPage = (typeof PAGES)[number];

/** What the editor and the preview look at; they go together. */
export interface Place {
  panel: Panel;
  mode: Mode;
  language: Language;
  page: PreviewPage;
}

/** Where in the editor a part of the theme is found. */
export function placeOf(path: string): Partial<Place> {
  const [first = '', second = ''] = path.split('.');
  if (first === 'light' || first === 'dark') return { panel: 'colors', mode: first };
  if (first === 'texts') return { panel: 'texts', language: LANGUAGES.find((one) => one === second) };
  if (first.endsWith('Url')) return { panel: 'texts' };
  if (first === 'font' || first === 'radius') return { panel: 'look' };
  return { panel: first === 'appearance' ? 'colors' : 'images' };
}
