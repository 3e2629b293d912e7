import { revokedSchema, sessionTokenInputSchema } from '@/lib/model/runtime';
import { tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const revokeSession = runtimeOperation({
  name: 'runtime.revokeSession',
  summary: 'End a session with its refresh tokens, as a user who signs out does',
  example: { slug: 'acme', token: 'tns_3q2-7wAAJ0mVnV1mX0zvB0QeQ9j1Kp1oYf2m4X5c6d7' },
  input: sessionTokenInputSchema,
  output: revokedSchema,
  path: 'sessions/revoke',
  handler: async ({ slug, token, ...from }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'tokens');
    const session = await access.sessions.getByToken(token);
    const revoked = session !== null && (await access.sessions.revoke(session.id, 'signed_out'));
    if (revoked) await recordSignIn(access, { kind: 'session', outcome: 'revoked', userId: session.userId, clientId: session.clientId }, from);
    return { revoked };
  },
});
