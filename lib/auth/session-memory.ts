import type { ApiToken, ConsoleSession } from '@/lib/records/ports';

/** How long a session or token seen valid keeps working while the records cannot be reached. */
export const GRACE_MS = 5 * 60_000;
/** Remembered at most; the one seen longest ago goes first. */
const CAPACITY = 1000;

/** What the records lately called valid. Asked only while the records are out of reach. */
export interface GraceMemory<T> {
  remember(key: string, value: T): void;
  forget(key: string): void;
  recall(key: string): T | null;
}

/** Sessions by id. */
export type SessionMemory = GraceMemory<ConsoleSession>;
/** Tokens by their secret's hash. */
export type TokenMemory = GraceMemory<ApiToken>;

/** One of each per process, kept by the runtime. */
export function createGraceMemory<T>(now: () => number = Date.now): GraceMemory<T> {
  const seen = new Map<string, { value: T; at: number }>();
  return {
    remember(key, value) {
      seen.delete(key);
      seen.set(key, { value, at: now() });
      const oldest = seen.keys().next();
      if (seen.size > CAPACITY && !oldest.done) seen.delete(oldest.value);
    },
    forget(key) {
      seen.delete(key);
    },
    recall(key) {
      const entry = seen.get(key);
      return entry && now() - entry.at <= GRACE_MS ? entry.value : null;
    },
  };
}
