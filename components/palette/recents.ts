/** As many as are shown. */
export const RECENTS_MAX = 6;
const CHANGED = 'tenantry:recent';
const PLACE = /^\/(tenants\/[a-z0-9-]{1,63}(\/users)?|servers\/[\w-]{1,64})$/;
const keyOf = (admin: string) => `tenantry.recent.${admin}`;

/** A thing that was visited, told by where it is: its name is asked for when it is shown, by who may still see it. */
export interface Recent {
  kind: 'tenant' | 'users' | 'server';
  /** Slug or id. */
  id: string;
  href: string;
}

/** What a path shows, for the list of what was visited lately; null when it is no single thing. */
export function recentOf(path: string): Recent | null {
  const [, room, id, page] = path.split('/');
  if (!id || id === 'new' || (room !== 'tenants' && room !== 'servers')) return null;
  const kind = room === 'servers' ? 'server' : page === 'users' ? 'users' : 'tenant';
  const href = `/${room}/${id}${kind === 'users' ? '/users' : ''}`;
  return PLACE.test(href) ? { kind, id, href } : null;
}

/** Newest first, each once, no more than {@link RECENTS_MAX}. */
export function withRecent(places: readonly string[], path: string): string[] {
  const visited = recentOf(path);
  return visited ? [visited.href, ...places.filter((place) => place !== visited.href)].slice(0, RECENTS_MAX) : [...places];
}

/** Reads what was stored; what is none of ours is left out. */
export function readRecents(stored: string | null): string[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.filter((place): place is string => typeof place === 'string' && PLACE.test(place)).slice(0, RECENTS_MAX) : [];
  } catch {
    return [];
  }
}

/** What an admin visited lately in this browser. */
export const recents = {
  stored: (admin: string): string | null => localStorage.getItem(keyOf(admin)),
  visit(admin: string, path: string): void {
    const before = readRecents(recents.stored(admin));
    const after = withRecent(before, path);
    if (after.join() === before.join()) return;
    localStorage.setItem(keyOf(admin), JSON.stringify(after));
    window.dispatchEvent(new Event(CHANGED));
  },
  subscribe(listener: () => void): () => void {
    window.addEventListener(CHANGED, listener);
    window.addEventListener('storage', listener);
    return () => {
      window.removeEventListener(CHANGED, listener);
      window.removeEventListener('storage', listener);
    };
  },
};
