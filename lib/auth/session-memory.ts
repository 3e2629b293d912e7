import type { ConsoleSession } from '@/lib/records/ports';

/** How long a session seen valid keeps working while the records cannot be reached. */
export const GRACE_MS = 5 * 60_000;
/** Sessions remembered at most; the one seen longest ago goes first. */
const CAPACITY = 1000;

/** Which sessions the records lately called valid. Asked only while the records are out of reach. */
export interface SessionMemory {
  remember(session: ConsoleSession): void;
  forget(sessionId: string): void;
  recall(sessionId: string): ConsoleSession | null;
}

/** One per process, kept by the runtime. */
export function createSessionMemory(now: () => number = Date.now): SessionMemory {
  const seen = new Map<string, { session: ConsoleSession; at: number }>();
  return {
    remember(session) {
      seen.delete(session.id);
      seen.set(session.id, { session, at: now() });
      const oldest = seen.keys().next();
      if (seen.size > CAPACITY && !oldest.done) seen.delete(oldest.value);
    },
    forget(sessionId) {
      seen.delete(sessionId);
    },
    recall(sessionId) {
      const entry = seen.get(sessionId);
      return entry && now() - entry.at <= GRACE_MS ? entry.session : null;
    },
  };
}
