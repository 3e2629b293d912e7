import type { LucideIcon } from 'lucide-react';

/** One line of the palette: a place to go to, or something to do. */
export interface PaletteItem {
  id: string;
  group: 'tenants' | 'pages' | 'actions';
  icon: LucideIcon;
  label: string;
  /** Beside the label: a slug, the keys. */
  hint?: string;
  /** Chosen already, such as the language in use. */
  current?: boolean;
  href?: string;
  run?: () => void;
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** True when each word of the query begins a word of the label or stands in it; accents do not count. */
export function matches(label: string, query: string): boolean {
  const text = fold(label);
  return fold(query).split(/\s+/).every((word) => text.includes(word));
}

/**
 * What is shown for a query. Tenants were found by the server. They come last while something is typed, so that
 * their arrival moves nothing that is about to be chosen.
 */
export function arrange(local: PaletteItem[], tenants: PaletteItem[], query: string): PaletteItem[] {
  return query.trim() === '' ? [...tenants, ...local] : [...local.filter(({ label }) => matches(label, query.trim())), ...tenants];
}

/** The item `step` away, round both ends; the first one when none is active. */
export function moved(items: PaletteItem[], active: string | undefined, step: number): string | undefined {
  const at = items.findIndex(({ id }) => id === active);
  return at < 0 ? items[0]?.id : items[(at + step + items.length) % items.length]?.id;
}
