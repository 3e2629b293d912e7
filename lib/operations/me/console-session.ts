import { z } from 'zod';
import type { Principal } from '@/lib/auth/principal';
import type { Runtime } from '@/lib/runtime';

export const consoleSessionSchema = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
});

/** An admin's sessions that are still good; `current` is the one that asks. */
export async function liveSessionsOf({ records }: Pick<Runtime, 'records'>, adminId: string, { sessionId }: Principal): Promise<z.input<typeof consoleSessionSchema>[]> {
  const sessions = await records.sessions.listFor(adminId);
  const good = sessions.filter((session) => session.revokedAt === null && Date.parse(session.expiresAt) > Date.now());
  return good.map((session) => ({ ...session, current: session.id === sessionId }));
}
