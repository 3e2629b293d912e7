import { describe, expect, it } from 'vitest';
import { NOBODY } from './harness';
import type { ContractTenant } from './repositories';

const POLICY = { maxAttempts: 3, lockoutMinutes: 15 };

export function identitiesContract({ db, user, age }: ContractTenant): void {
  const withPassword = async () => {
    const found = await user('password');
    await db().users.setPassword(found.id, { hash: '$argon2id$of-somebody', temporary: false });
    return found;
  };

  describe('identities', () => {
    it('are linked once, and found by what the provider calls them', async () => {
      const { id } = await user();
      const linked = await db().identities.link(id, { provider: 'google', subject: `sub-${id}`, email: 'Ada@gmail.com', emailVerified: true, data: { hd: "o'brien" } });
      expect(linked).toMatchObject({ userId: id, provider: 'google', email: 'Ada@gmail.com', emailVerified: true });
      expect(await db().identities.byProvider('google', `sub-${id}`)).toEqual(linked);
      expect(await db().identities.byProvider('github', `sub-${id}`)).toBeNull();
      expect(await db().identities.list(id)).toEqual([linked]);
      const { id: other } = await user();
      await expect(db().identities.link(other, { provider: 'google', subject: `sub-${id}` })).rejects.toMatchObject({ code: 'conflict', issues: [{ path: 'subject' }] });
      await expect(db().identities.link(NOBODY, { provider: 'google', subject: 'x' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(db().identities.link(id, { provider: 'password', subject: id })).rejects.toMatchObject({ code: 'validation_failed' });
    });

    it('are linked by an address only when the provider has verified it', async () => {
      const { id, email } = await user();
      const account = { provider: 'github', subject: `gh-${id}`, email: email.toUpperCase() };
      await expect(db().identities.linkByEmail(account)).rejects.toMatchObject({ code: 'invalid_state' });
      expect(await db().identities.list(id)).toEqual([]);
      expect(await db().identities.linkByEmail({ ...account, emailVerified: true })).toMatchObject({ userId: id });
      expect(await db().identities.linkByEmail({ provider: 'github', subject: 'nobody', email: 'nobody-at-all@example.com', emailVerified: true })).toBeNull();
    });

    it('are never all unlinked, whoever tries at once', async () => {
      const { id } = await withPassword();
      const linked = await db().identities.link(id, { provider: 'google', subject: `last-${id}` });
      const [password] = (await db().identities.list(id)).filter((one) => one.provider === 'password');
      const all = await Promise.allSettled([linked.id, password?.id ?? ''].map((one) => db().identities.unlink(id, one)));
      expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      expect(all.filter((one) => one.status === 'rejected').map((one) => (one).reason as unknown)).toMatchObject([{ code: 'in_use' }]);
      expect(await db().identities.list(id)).toHaveLength(1);
      await expect(db().identities.unlink(id, NOBODY)).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('password attempts', () => {
    it('are counted, refused for a while, and counted anew afterwards', async () => {
      const { id, email } = await withPassword();
      const claim = () => db().identities.claimAttempt(email.toUpperCase(), POLICY);
      expect(await claim()).toMatchObject({ userId: id, passwordHash: '$argon2id$of-somebody', temporary: false, disabled: false, lockedUntil: null, lockedIfWrong: null });
      expect(await claim()).toMatchObject({ lockedUntil: null, lockedIfWrong: null });
      const last = await claim();
      expect(last?.lockedUntil).toBeNull();
      expect(last?.lockedIfWrong).not.toBeNull();
      expect(await claim()).toMatchObject({ lockedUntil: last?.lockedIfWrong });
      await age('identity', ['locked_until'], POLICY.lockoutMinutes * 60 + 1);
      expect(await claim()).toMatchObject({ lockedUntil: null, lockedIfWrong: null });
      expect(await db().identities.list(id)).toMatchObject([{ failedAttempts: 1, lockedUntil: null }]);
    });

    it('are no more than the policy allows, of any number at once', async () => {
      const { email } = await withPassword();
      const all = await Promise.all(Array.from({ length: 20 }, () => db().identities.claimAttempt(email, POLICY)));
      expect(all.filter((one) => one?.lockedUntil === null)).toHaveLength(POLICY.maxAttempts);
    });

    it('are forgotten after a right one, and by an operator', async () => {
      const { id, email } = await withPassword();
      const first = await db().identities.claimAttempt(email, POLICY);
      await db().identities.attemptSucceeded(first?.identityId ?? '', '$argon2id$renewed');
      const [identity] = await db().identities.list(id);
      expect(identity).toMatchObject({ failedAttempts: 0, lockedUntil: null });
      expect(identity?.lastUsedAt).not.toBeNull();
      for (let n = 0; n < POLICY.maxAttempts; n += 1) await db().identities.claimAttempt(email, POLICY);
      expect(await db().identities.unlock(id)).toBe(true);
      expect(await db().identities.claimAttempt(email, POLICY)).toMatchObject({ lockedUntil: null, passwordHash: '$argon2id$renewed' });
      expect(await db().identities.unlock(id)).toBe(false);
    });

    it('tell of a disabled user, and of nobody at all', async () => {
      const { id, email } = await withPassword();
      await db().users.disable(id, { reason: 'left', until: new Date(Date.now() + 3_600_000).toISOString() });
      expect(await db().identities.claimAttempt(email, POLICY)).toMatchObject({ disabled: true });
      await age('app_user', ['disabled_until'], 3_601);
      expect(await db().identities.claimAttempt(email, POLICY)).toMatchObject({ disabled: false });
      expect(await db().identities.claimAttempt('nobody@example.com', POLICY)).toBeNull();
      expect(await db().identities.claimAttempt((await user()).email, POLICY)).toBeNull();
      expect(await db().identities.claimAttempt('a\0b@example.com', POLICY)).toBeNull();
    });
  });
}
