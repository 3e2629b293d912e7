import type { LucideIcon } from 'lucide-react';

/** In the order they are shown before anything is typed. */
export const GROUPS = ['here', 'recent', 'tenants', 'servers', 'pages', 'actions', 'theme', 'language'] as const;

/** One line of the palette: a place to go to, or something to do. */
export interface PaletteItem {
  id: string;
  group: (typeof GROUPS)[number];
  icon: LucideIcon;
  label: string;
  /** Beside the label: a slug, the keys. */
  hint?: string;
  /** Chosen already, such as the language in use. */
  current?: boolean;
  href?: string;
  run?: () => void;
  /** Asks something of the server. The palette stays until it is done, says what went wrong, and confirms with these words. */
  act?: () => Promise<string>;
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** True when each word of the query begins a word of the label or stands in it; accents do not count. */
export function matches(label: string, query: string): boolean {
  const text = fold(label);
  return fold(query).split(/\s+/).every((word) => text.includes(word));
}

/**
 * What is shown for a query. What the server found comes last while something is typed, so that its arrival moves
 * nothing that is about to be chosen. A place is listed once.
 */
export function arrange(local: PaletteItem[], found: PaletteItem[], query: string): PaletteItem[] {
  const typed = query.trim();
  const shown = typed === '' ? local : local.filter(({ group, label, hint }) => matches(group === 'recent' ? `${label} ${hint ?? ''}` : label, typed));
  const places = new Set(shown.map(({ href }) => href));
  const rest = found.filter(({ href }) => href === undefined || !places.has(href));
  if (typed !== '') return [...shown, ...rest];
  return [...shown, ...rest].sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group));
}

/** The item `step` away, round both ends; the first one when none is active. */
export function moved(items: PaletteItem[], active: string | undefined, step: number): string | undefined {
  const at = items.findIndex(({ id }) => id === active);
  return at < 0 ? items[0]?.id : items[(at + step + items.length) % items.length]?.id;
}
