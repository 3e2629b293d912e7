import { hashToken } from '@/lib/secrets/token';
import type { Principal } from './principal';

const LENGTH = 32;

/**
 * Names a console session to the browser's own tabs, so that those of one session share a stream and
 * those of another hear nothing of it. It opens nothing, and the session's id cannot be told from it.
 * @returns null for a caller without a console session.
 */
export function liveScope({ sessionId }: Principal): string | null {
  return sessionId === undefined ? null : hashToken(`live-scope/${sessionId}`).slice(0, LENGTH);
}
