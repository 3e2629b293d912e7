import { describe, expect, it } from 'vitest';
import { NOBODY } from './harness';
import type { ContractTenant } from './repositories';

const HOUR = 3600;
const AT_ONCE = 20;

export function tokensContract({ db, user, age }: ContractTenant): void {
  const fresh = async (clientId = 'web') => {
    const { id: userId } = await user();
    return { userId, ...(await db().tokens.create({ userId, clientId, scopes: ['openid', 'offline_access'], lifetimeSeconds: HOUR })) };
  };

  describe('refresh tokens', () => {
    it('are exchanged once, and keep family, client and scopes', async () => {
      const { token, refreshToken } = await fresh();
      const next = await db().tokens.rotate(token, { lifetimeSeconds: 2 * HOUR });
      if (!next.ok) throw new Error(next.reason);
      expect(next.refreshToken).toMatchObject({ familyId: refreshToken.familyId, parentId: refreshToken.id, clientId: 'web', scopes: ['openid', 'offline_access'], status: 'active' });
      expect(next.token).not.toBe(token);
      expect(await db().tokens.getByToken(next.token)).toEqual(next.refreshToken);
      expect(await db().tokens.getByToken('tnr_nobody')).toBeNull();
      expect(Date.parse(next.refreshToken.expiresAt) - Date.parse(next.refreshToken.createdAt)).toBe(2 * HOUR * 1000);
      expect(await db().tokens.rotate(next.token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: true });
    });

    it('revoke their family when one is used twice, and no other', async () => {
      const { token, userId } = await fresh();
      const other = await fresh();
      const next = await db().tokens.rotate(token, { lifetimeSeconds: HOUR });
      if (!next.ok) throw new Error(next.reason);
      expect(await db().tokens.rotate(token, { lifetimeSeconds: HOUR })).toEqual({ ok: false, reason: 'reused', userId, familyRevoked: 1 });
      expect(await db().tokens.rotate(next.token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: false, reason: 'revoked' });
      expect(await db().tokens.rotate(other.token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: true });
    });

    it(`have exactly one winner of ${AT_ONCE} who exchange one at once`, async () => {
      const { token, userId } = await fresh();
      const all = await Promise.all(Array.from({ length: AT_ONCE }, () => db().tokens.rotate(token, { lifetimeSeconds: HOUR })));
      expect(all.filter((one) => one.ok)).toHaveLength(1);
      expect(all.filter((one) => !one.ok && one.reason === 'reused')).toHaveLength(AT_ONCE - 1);
      // The first of the losers took the winner's along: the two cannot be told apart.
      expect(await db().tokens.counts({ userId })).toEqual({ active: 0, expired: 0, revoked: 2 });
    });

    it('are unknown to another client, and nothing happens to them', async () => {
      const { token } = await fresh('web');
      expect(await db().tokens.rotate(token, { lifetimeSeconds: HOUR, clientId: 'other' })).toEqual({ ok: false, reason: 'unknown' });
      expect(await db().tokens.revokeToken(token, 'returned', 'other')).toBe(false);
      expect(await db().tokens.rotate(token, { lifetimeSeconds: HOUR, clientId: 'web' })).toMatchObject({ ok: true });
      expect(await db().tokens.rotate('tnr_nonsense', { lifetimeSeconds: HOUR })).toEqual({ ok: false, reason: 'unknown' });
    });

    it('expire, and are refused for a user who may not sign in', async () => {
      const old = await fresh();
      await age('refresh_token', ['created_at', 'expires_at'], HOUR + 1);
      expect(await db().tokens.rotate(old.token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: false, reason: 'expired' });
      const { token, userId } = await fresh();
      await db().users.disable(userId, { reason: 'left' });
      expect(await db().tokens.rotate(token, { lifetimeSeconds: HOUR })).toEqual({ ok: false, reason: 'user_disabled', userId });
      await db().users.enable(userId);
      expect(await db().tokens.rotate(token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: true });
    });

    it('are revoked by id and by themselves with their family, by user and by client', async () => {
      const [a, b, c] = [await fresh('one'), await fresh('one'), await fresh('two')];
      const next = await db().tokens.rotate(a.token, { lifetimeSeconds: HOUR });
      if (!next.ok) throw new Error(next.reason);
      expect(await db().tokens.revoke(a.refreshToken.id, 'by_admin')).toBe(true);
      expect(await db().tokens.rotate(next.token, { lifetimeSeconds: HOUR })).toMatchObject({ ok: false, reason: 'revoked' });
      expect(await db().tokens.revoke(a.refreshToken.id, 'again')).toBe(false);
      expect(await db().tokens.revokeClient('one', 'client_deleted')).toBe(1);
      expect(await db().tokens.revokeUser(b.userId, 'gone')).toBe(0);
      expect(await db().tokens.revokeToken(c.token, 'returned')).toBe(true);
      expect(await db().tokens.list({ limit: 10, userId: c.userId })).toMatchObject({ items: [{ status: 'revoked', revokedWhy: 'returned' }], nextCursor: null });
    });

    it('hang on a session of their own user that is still good', async () => {
      const [mine, other] = [await user(), await user()];
      const { session } = await db().sessions.create({ userId: other.id, lifetimeSeconds: HOUR });
      const create = (sessionId: string, userId = mine.id) => db().tokens.create({ userId, clientId: 'web', sessionId, lifetimeSeconds: HOUR });
      await expect(create(session.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(create(NOBODY)).rejects.toMatchObject({ code: 'not_found' });
      await db().sessions.revoke(session.id, 'over');
      await expect(create(session.id, other.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(db().tokens.create({ userId: NOBODY, clientId: 'web', lifetimeSeconds: HOUR })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('leave no token behind when their session is revoked at the same time', async () => {
      const { id: userId } = await user();
      for (let round = 0; round < 10; round += 1) {
        const { session } = await db().sessions.create({ userId, lifetimeSeconds: HOUR });
        await Promise.allSettled([
          ...Array.from({ length: 4 }, () => db().tokens.create({ userId, clientId: 'web', sessionId: session.id, lifetimeSeconds: HOUR })),
          db().sessions.revoke(session.id, 'race'),
        ]);
        expect(await db().tokens.counts({ userId })).toMatchObject({ active: 0 });
      }
    });
  });
}
