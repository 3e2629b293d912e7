import { describe, expect, it } from 'vitest';
import { NOBODY } from './harness';
import type { ContractTenant } from './repositories';

export function consentsContract({ db, user }: ContractTenant): void {
  describe('consents', () => {
    it('add up, whoever grants at once', async () => {
      const { id } = await user();
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map((scope) => db().consents.grant(id, 'web', ['openid', scope])));
      expect(await db().consents.get(id, 'web')).toMatchObject({ scopes: ['a', 'b', 'c', 'd', 'e', 'openid'], revokedAt: null });
      await db().consents.grant(id, 'app', ['openid']);
      expect((await db().consents.list(id)).map((consent) => consent.clientId)).toEqual(['app', 'web']);
      await expect(db().consents.grant(NOBODY, 'web', [])).rejects.toMatchObject({ code: 'not_found' });
    });

    it('take the client’s refresh tokens along when they are revoked, and nobody else’s', async () => {
      const [mine, other] = [await user(), await user()];
      const token = (userId: string, clientId: string) => db().tokens.create({ userId, clientId, lifetimeSeconds: 3600 });
      await db().consents.grant(mine.id, 'web', ['openid', 'mail']);
      await Promise.all([token(mine.id, 'web'), token(mine.id, 'app'), token(other.id, 'web')]);
      expect(await db().consents.revoke(mine.id, 'web')).toBe(true);
      expect(await db().consents.get(mine.id, 'web')).toBeNull();
      expect(await db().tokens.counts({ userId: mine.id })).toEqual({ active: 1, expired: 0, revoked: 1 });
      expect(await db().tokens.counts({ userId: other.id })).toMatchObject({ active: 1 });
      expect(await db().consents.revoke(mine.id, 'web')).toBe(false);
      expect(await db().consents.grant(mine.id, 'web', ['mail'])).toMatchObject({ scopes: ['mail'], revokedAt: null });
    });

    it('of a client that goes end for every user, and no other client’s', async () => {
      const users = [await user(), await user()];
      for (const { id } of users) for (const client of ['gone', 'kept']) await db().consents.grant(id, client, ['openid']);
      expect(await db().consents.revokeClient('gone')).toBe(2);
      expect(await db().consents.revokeClient('gone')).toBe(0);
      for (const { id } of users) expect([await db().consents.get(id, 'gone'), (await db().consents.get(id, 'kept'))?.scopes]).toEqual([null, ['openid']]);
    });
  });
}
