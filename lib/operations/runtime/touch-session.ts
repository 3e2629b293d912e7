import type { UserSession } from '@/lib/model/account';
import { sessionTokenInputSchema, sessionVerdictSchema } from '@/lib/model/runtime';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

/** A session is seen with every page of an application; of that, each of its hours leaves one line of the user's activity. */
const HOUR_MS = 3_600_000;
const hourOf = ({ createdAt, lastSeenAt }: Pick<UserSession, 'createdAt' | 'lastSeenAt'>) => Math.floor((Date.parse(lastSeenAt) - Date.parse(createdAt)) / HOUR_MS);

export const touchSession = runtimeOperation({
  name: 'runtime.touchSession',
  summary: 'Tell whether a session is good, and that it was seen now',
  example: { slug: 'acme', token: 'tns_3q2-7wAAJ0mVnV1mX0zvB0QeQ9j1Kp1oYf2m4X5c6d7', ip: '192.0.2.1' },
  input: sessionTokenInputSchema,
  output: sessionVerdictSchema,
  path: 'sessions/touch',
  handler: async ({ slug, token, ...from }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'tokens');
    const before = await access.sessions.getByToken(token);
    if (!before) return { ok: false, reason: 'unknown' as const };
    const record = (outcome: 'seen' | 'moved' | 'expired' | 'revoked') => recordSignIn(access, { kind: 'session', outcome, userId: before.userId, clientId: before.clientId }, from);
    const session = before.status === 'active' ? await access.sessions.touch(token, { ip: from.ip }) : null;
    if (!session) {
      const reason = before.status === 'expired' ? ('expired' as const) : ('revoked' as const);
      await record(reason);
      return { ok: false, reason };
    }
    if (before.ip !== null && session.ip !== before.ip) await record('moved');
    else if (hourOf(session) > hourOf(before)) await record('seen');
    return { ok: true, session };
  },
});
