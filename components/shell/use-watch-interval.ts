import { useLiveStatus } from '@/lib/doors/rpc/live/use-live';

/** While events come, reading again by the clock only covers one that was lost, ms. */
const SAFETY_MS = 5_000;

/** How often to read what is under way: seldom while live events tell of it, else every `aloneMs`. */
export function useWatchInterval(aloneMs: number): number {
  return useLiveStatus()?.state === 'live' ? Math.max(SAFETY_MS, aloneMs) : aloneMs;
}
