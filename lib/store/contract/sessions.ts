import { describe, expect, it } from 'vitest';
import { NOBODY } from './harness';
import type { ContractTenant } from './repositories';

const HOUR = 3600;

export function sessionsContract({ db, user, age }: ContractTenant): void {
  describe('sessions', () => {
    it('are read back whole, by their secret and by id, and never tell the secret', async () => {
      const { id: userId } = await user();
      const { token, session } = await db().sessions.create({
        userId, lifetimeSeconds: HOUR, clientId: 'web', ip: '2001:db8::1', userAgent: 'Agent/1.0 (ü)', device: 'Laptop', acr: 'urn:loa:2', amr: ['pwd', 'otp', "it's, {odd}"],
      });
      expect(session).toMatchObject({ userId, clientId: 'web', ip: '2001:db8::1', userAgent: 'Agent/1.0 (ü)', device: 'Laptop', acr: 'urn:loa:2', amr: ['pwd', 'otp', "it's, {odd}"], status: 'active', revokedAt: null });
      expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBe(HOUR * 1000);
      expect(await db().sessions.getByToken(token)).toEqual(session);
      expect(await db().sessions.get(session.id)).toEqual(session);
      expect(JSON.stringify(session)).not.toContain(token);
      expect(await db().sessions.getByToken('tns_wrong')).toBeNull();
      expect(await db().sessions.get('no id')).toBeNull();
    });

    it('belong to somebody', async () => {
      await expect(db().sessions.create({ userId: NOBODY, lifetimeSeconds: HOUR })).rejects.toMatchObject({ code: 'not_found' });
      await expect(db().sessions.create({ userId: 'nobody', lifetimeSeconds: HOUR })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are touched while they are active, and not after', async () => {
      const { id: userId } = await user();
      const { token, session } = await db().sessions.create({ userId, lifetimeSeconds: HOUR, ip: '10.0.0.1' });
      const touched = await db().sessions.touch(token, { ip: '10.0.0.2' });
      expect(touched).toMatchObject({ ip: '10.0.0.2', expiresAt: session.expiresAt });
      expect(Date.parse(touched?.lastSeenAt ?? '')).toBeGreaterThanOrEqual(Date.parse(session.lastSeenAt));
      expect(await db().sessions.revoke(session.id, 'by_user')).toBe(true);
      expect(await db().sessions.touch(token)).toBeNull();
      expect(await db().sessions.revoke(session.id, 'again')).toBe(false);
      expect(await db().sessions.getByToken(token)).toMatchObject({ status: 'revoked', revokedWhy: 'by_user' });
    });

    it('expire by the engine’s clock', async () => {
      const { id: userId } = await user();
      const { token } = await db().sessions.create({ userId, lifetimeSeconds: HOUR });
      await age('session', ['created_at', 'expires_at'], HOUR + 1);
      expect(await db().sessions.getByToken(token)).toMatchObject({ status: 'expired' });
      expect(await db().sessions.touch(token)).toBeNull();
      expect(await db().sessions.counts({ userId })).toEqual({ active: 0, expired: 1, revoked: 0 });
    });

    it('take the refresh tokens that hang on them along', async () => {
      const { id: userId } = await user();
      const { session } = await db().sessions.create({ userId, lifetimeSeconds: HOUR });
      const hanging = await db().tokens.create({ userId, clientId: 'web', sessionId: session.id, lifetimeSeconds: HOUR });
      const loose = await db().tokens.create({ userId, clientId: 'web', lifetimeSeconds: HOUR });
      await db().sessions.revoke(session.id, 'by_admin');
      expect(await db().tokens.rotate(hanging.token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: false, reason: 'revoked' });
      expect(await db().tokens.rotate(loose.token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: true });
    });

    it('are ended for one user and nobody else', async () => {
      const [mine, other] = [await user(), await user()];
      for (const { id: userId } of [mine, mine, other]) await db().sessions.create({ userId, lifetimeSeconds: HOUR });
      expect(await db().sessions.revokeUser(mine.id, 'password_changed')).toBe(2);
      expect(await db().sessions.counts({ userId: mine.id })).toEqual({ active: 0, expired: 0, revoked: 2 });
      expect(await db().sessions.counts({ userId: other.id })).toEqual({ active: 1, expired: 0, revoked: 0 });
    });

    it('are listed newest first, by state and page, and rows made meanwhile repeat nothing', async () => {
      const { id: userId } = await user();
      const made: string[] = [];
      for (let n = 0; n < 5; n += 1) made.unshift((await db().sessions.create({ userId, lifetimeSeconds: HOUR })).session.id);
      await db().sessions.revoke(made[2] ?? '', 'odd one');
      const first = await db().sessions.list({ userId, limit: 2 });
      await db().sessions.create({ userId, lifetimeSeconds: HOUR });
      const second = await db().sessions.list({ userId, limit: 2, cursor: first.nextCursor ?? '' });
      const third = await db().sessions.list({ userId, limit: 2, cursor: second.nextCursor ?? '' });
      expect([...first.items, ...second.items, ...third.items].map((session) => session.id)).toEqual(made);
      expect(third.nextCursor).toBeNull();
      expect((await db().sessions.list({ userId, limit: 10, status: 'revoked' })).items.map((session) => session.id)).toEqual([made[2]]);
      expect((await db().sessions.list({ userId, limit: 10, status: 'active' })).items).toHaveLength(5);
      await expect(db().sessions.list({ limit: 10, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'validation_failed' });
    });
  });
}
