/**
 * The cursors of the pages one came by, the first page's being empty. Where one stands among them is told by the
 * address, so that the browser's own back and forward move along them too.
 */
export function trailAfter(trail: readonly string[], cursor: string, next: string): string[] {
  const at = trail.lastIndexOf(cursor);
  return [...(at < 0 ? [cursor] : trail.slice(0, at + 1)), next];
}

/** The page before this one; null when it is not known. */
export function pageBefore(trail: readonly string[], cursor: string): string | null {
  const at = trail.lastIndexOf(cursor);
  return at > 0 ? (trail[at - 1] ?? null) : null;
}
