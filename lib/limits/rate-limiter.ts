/** How often something may be done: so many a minute in the long run, `burst` of them at once. */
export interface Rate {
  perMinute: number;
  burst: number;
}

export interface RateLimiter {
  /** Counts one call of `key`. @returns 0 when it may go on, else the milliseconds after which one may. */
  take(key: string, rate: Rate): number;
  /** Keys that are held. */
  size(): number;
}

const MINUTE_MS = 60_000;
/** A key costs some 100 bytes; beyond so many the one that called longest ago is forgotten. */
const MAX_KEYS = 50_000;

/**
 * Counts calls by the generic cell rate algorithm (ITU-T I.371, Annex A): one number a key, no timers, and no
 * window at whose edge twice as much would pass. It is synchronous, so calls that run at once cannot outrun it;
 * a refused call costs nothing, so who keeps asking is not refused for ever.
 * @param now milliseconds that never go back
 */
export function createRateLimiter({ now = () => performance.now(), maxKeys = MAX_KEYS }: { now?: () => number; maxKeys?: number } = {}): RateLimiter {
  /** When each key's calls so far will have been worked off, the one that called last at the end. */
  const due = new Map<string, number>();
  return {
    take: (key, { perMinute, burst }) => {
      const at = now();
      const interval = MINUTE_MS / perMinute;
      const start = Math.max(due.get(key) ?? at, at);
      const early = start - at - (burst - 1) * interval;
      if (early > 0) return early;
      due.delete(key);
      due.set(key, start + interval);
      if (due.size > maxKeys) forgetOldest(due);
      return 0;
    },
    size: () => due.size,
  };
}

function forgetOldest(due: Map<string, number>): void {
  const oldest = due.keys().next();
  if (!oldest.done) due.delete(oldest.value);
}
