/** The keys with one of them at another place; places beyond the ends are the ends. Pure. */
export function moveKey(keys: readonly string[], key: string, to: number): string[] {
  const others = keys.filter((other) => other !== key);
  if (others.length === keys.length) return [...keys];
  const at = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, at), key, ...others.slice(at)];
}

export const sameKeys = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((key, at) => key === b[at]);

/** Where an item lands whose middle is dragged to `middle`: after all others whose middle lies above it. @param middles of all items as they stood, in order */
export const landing = (middles: readonly number[], from: number, middle: number): number => middles.filter((other, at) => at !== from && other < middle).length;

/**
 * Places in an ordered sequence that can stay when the rest is moved around them: the most there are.
 * @param rank of each item in the order that stays, not decreasing; null for one that has none
 * @param last the place that was moved last: where others would do as well, it is the one that does not stay
 */
export function longestKept(rank: readonly (number | null)[], last = -1): Set<number> {
  const kept = keptOf(rank);
  const without = kept.has(last) ? keptOf(rank.map((value, at) => (at === last ? null : value))) : kept;
  return without.size === kept.size ? without : kept;
}

function keptOf(rank: readonly (number | null)[]): Set<number> {
  const best: { length: number; before: number | null }[] = [];
  rank.forEach((value, at) => {
    let chosen: { length: number; before: number | null } = { length: 1, before: null };
    for (let before = 0; before < at; before += 1) {
      const candidate = best[before];
      const earlier = rank[before];
      if (value === null || earlier === null || earlier === undefined || earlier > value || !candidate) continue;
      if (candidate.length + 1 > chosen.length) chosen = { length: candidate.length + 1, before };
    }
    best.push(value === null ? { length: 0, before: null } : chosen);
  });
  const kept = new Set<number>();
  const longest = best.reduce((most, { length }, at) => (length > (best[most]?.length ?? 0) ? at : most), 0);
  for (let at: number | null = best[longest]?.length ? longest : null; at !== null; at = best[at]?.before ?? null) kept.add(at);
  return kept;
}
