import { describe, expect, it } from 'vitest';
import { EMAIL_TOKEN_SECONDS } from '../session-ports';
import { NOBODY } from './harness';
import type { ContractTenant } from './repositories';

const TABLE = { verification: 'email_verification_token', reset: 'password_reset_token' } as const;

export function emailTokensContract({ db, user, age }: ContractTenant): void {
  describe.each(['verification', 'reset'] as const)('e-mail tokens, %s', (kind) => {
    it('are good for once, of any number at once', async () => {
      const { id, email } = await user();
      const issued = await db().emailTokens.issue(kind, id);
      expect(issued.email).toBe(email);
      expect(await db().emailTokens.check(kind, issued.token)).toEqual({ ok: true, userId: id });
      const all = await Promise.all(Array.from({ length: 8 }, () => db().emailTokens.consume(kind, issued.token)));
      expect(all.filter((one) => one.ok)).toEqual([{ ok: true, userId: id }]);
      expect(all.filter((one) => !one.ok && one.reason === 'used')).toHaveLength(7);
      expect(await db().emailTokens.check(kind, issued.token)).toEqual({ ok: false, reason: 'used' });
      expect(await db().emailTokens.check(kind, 'tne_nobody')).toEqual({ ok: false, reason: 'unknown' });
    });

    it('void the one before, and of several issued at once one is good', async () => {
      const { id } = await user();
      const old = await db().emailTokens.issue(kind, id);
      const several = await Promise.all(Array.from({ length: 6 }, () => db().emailTokens.issue(kind, id)));
      expect(await db().emailTokens.consume(kind, old.token)).toEqual({ ok: false, reason: 'unknown' });
      const all = await Promise.all(several.map(({ token }) => db().emailTokens.consume(kind, token)));
      expect(all.filter((one) => one.ok)).toHaveLength(1);
    });

    it('expire when their time is over', async () => {
      const { id } = await user();
      const { token } = await db().emailTokens.issue(kind, id);
      await age(TABLE[kind], ['created_at', 'expires_at'], EMAIL_TOKEN_SECONDS[kind] - 60);
      const still = await db().emailTokens.issue(kind, (await user()).id);
      await age(TABLE[kind], ['created_at', 'expires_at'], 61);
      expect(await db().emailTokens.consume(kind, token)).toEqual({ ok: false, reason: 'expired' });
      expect(await db().emailTokens.consume(kind, still.token)).toMatchObject({ ok: true });
    });

    it('are of one kind, and of a user who is there', async () => {
      const { id } = await user();
      const { token } = await db().emailTokens.issue(kind, id);
      expect(await db().emailTokens.consume(kind === 'reset' ? 'verification' : 'reset', token)).toEqual({ ok: false, reason: 'unknown' });
      await expect(db().emailTokens.issue(kind, NOBODY)).rejects.toMatchObject({ code: 'not_found' });
      await expect(db().emailTokens.issue(kind, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  it('a verification marks the address it was sent to, and no other', async () => {
    const { id } = await user();
    const first = await db().emailTokens.issue('verification', id);
    await db().users.update(id, { email: `changed-${id}@example.com` });
    expect(await db().emailTokens.consume('verification', first.token)).toEqual({ ok: false, reason: 'email_changed' });
    expect((await db().users.getById(id))?.emailVerified).toBe(false);
    const second = await db().emailTokens.issue('verification', id);
    expect(await db().emailTokens.consume('verification', second.token)).toEqual({ ok: true, userId: id });
    expect((await db().users.getById(id))?.emailVerified).toBe(true);
  });
}
