import { describe, expect, it } from 'vitest';
import { totpCode } from '@/lib/secrets/totp';
import { NOBODY } from './harness';
import type { ContractTenant } from './repositories';

const STEP_MS = 30_000;

export function mfaContract({ db, user, age }: ContractTenant): void {
  const enrolled = async () => {
    const { id } = await user();
    const { secret } = await db().mfa.enrol(id);
    // The step before, so that the present one is still unused.
    const confirmed = await db().mfa.confirm(id, totpCode(secret, new Date(Date.now() - STEP_MS)));
    if (!confirmed.ok) throw new Error(confirmed.reason);
    return { id, secret, codes: confirmed.recoveryCodes };
  };

  describe('second factors', () => {
    it('count once a code was confirmed', async () => {
      const { id } = await user();
      expect(await db().mfa.state(id)).toEqual({ totp: null, recoveryCodesLeft: 0, devices: [] });
      const { secret } = await db().mfa.enrol(id);
      expect(await db().mfa.verify(id, totpCode(secret))).toEqual({ ok: false, reason: 'not_enrolled' });
      expect(await db().mfa.confirm(id, '000000')).toEqual({ ok: false, reason: 'wrong' });
      const again = await db().mfa.enrol(id);
      expect(again.secret).not.toBe(secret);
      expect(await db().mfa.confirm(id, totpCode(again.secret))).toMatchObject({ ok: true });
      expect((await db().mfa.state(id)).totp?.confirmedAt).not.toBeNull();
      await expect(db().mfa.enrol(id)).rejects.toMatchObject({ code: 'invalid_state' });
      await expect(db().mfa.enrol(NOBODY)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('take a code once, of any number at once, and none older than the last', async () => {
      const { id, secret } = await enrolled();
      const code = totpCode(secret);
      const all = await Promise.all(Array.from({ length: 10 }, () => db().mfa.verify(id, code)));
      expect(all.filter((one) => one.ok)).toHaveLength(1);
      expect(all.filter((one) => !one.ok && one.reason === 'replayed')).toHaveLength(9);
      expect(await db().mfa.verify(id, totpCode(secret, new Date(Date.now() - STEP_MS)))).toMatchObject({ ok: false });
    });

    it('may be guessed at as often as the limits say, of any number at once, and no more', async () => {
      const { id } = await user();
      const limits = { attempts: 4, windowSeconds: 600, attemptsADay: 6 };
      const claim = (times = 1) => Promise.all(Array.from({ length: times }, () => db().mfa.claimAttempt(id, limits)));
      const all = await claim(12);
      expect(all.filter((until) => until === null)).toHaveLength(4);
      const until = new Set(all.filter((one) => one !== null));
      expect(until.size).toBe(1);
      expect(Date.parse([...until][0] ?? '') - Date.now()).toBeGreaterThan(500_000);
      // What the short window refused did not use up the day: two more are left of its six.
      await age('mfa_attempt', ['ends_at'], 601);
      expect((await claim(4)).filter((one) => one === null)).toHaveLength(2);
      const [tomorrow] = await claim();
      expect(Date.parse(tomorrow ?? '') - Date.now()).toBeGreaterThan(80_000_000);
      await age('mfa_attempt', ['ends_at', 'day_ends_at'], 86_401);
      expect(await claim()).toEqual([null]);
      await claim(5);
      await db().mfa.clearAttempts(id);
      expect(await claim()).toEqual([null]);
      await claim(5);
      await db().mfa.remove(id);
      expect(await claim()).toEqual([null]);
      expect(await db().mfa.claimAttempt(NOBODY, limits)).toBeNull();
    });

    it('are replaced by ten recovery codes, each good for once', async () => {
      const { id, codes } = await enrolled();
      expect(new Set(codes).size).toBe(10);
      const [first = '', second = ''] = codes;
      const all = await Promise.all(Array.from({ length: 6 }, () => db().mfa.verify(id, ` ${first.toLowerCase().replaceAll('-', ' ')} `)));
      expect(all.filter((one) => one.ok)).toEqual([{ ok: true, by: 'recovery_code' }]);
      expect((await db().mfa.state(id)).recoveryCodesLeft).toBe(9);
      const renewed = await db().mfa.newRecoveryCodes(id);
      expect(await db().mfa.verify(id, second)).toEqual({ ok: false, reason: 'wrong' });
      expect(await db().mfa.verify(id, renewed[0] ?? '')).toMatchObject({ ok: true });
      const other = await enrolled();
      expect(await db().mfa.verify(other.id, renewed[1] ?? '')).toEqual({ ok: false, reason: 'wrong' });
    });

    it('are not asked for on a device that is trusted, until it expires or is forgotten', async () => {
      const { id } = await enrolled();
      const { token, device } = await db().mfa.trustDevice(id, { label: 'Laptop', lifetimeSeconds: 3600 });
      const other = await db().mfa.trustDevice(id, { lifetimeSeconds: 3600 });
      expect(await db().mfa.isTrusted(id, token)).toBe(true);
      expect(await db().mfa.isTrusted((await user()).id, token)).toBe(false);
      expect((await db().mfa.state(id)).devices).toHaveLength(2);
      expect(await db().mfa.forgetDevice(id, device.id)).toBe(true);
      expect(await db().mfa.isTrusted(id, token)).toBe(false);
      await age('trusted_device', ['created_at', 'expires_at'], 3601);
      expect(await db().mfa.isTrusted(id, other.token)).toBe(false);
      expect((await db().mfa.state(id)).devices).toEqual([]);
    });

    it('go altogether', async () => {
      const { id, secret, codes } = await enrolled();
      await db().mfa.trustDevice(id, { lifetimeSeconds: 3600 });
      expect(await db().mfa.remove(id)).toBe(true);
      expect(await db().mfa.state(id)).toEqual({ totp: null, recoveryCodesLeft: 0, devices: [] });
      expect(await db().mfa.verify(id, totpCode(secret))).toEqual({ ok: false, reason: 'not_enrolled' });
      expect(await db().mfa.verify(id, codes[0] ?? '')).toEqual({ ok: false, reason: 'not_enrolled' });
      expect(await db().mfa.remove(id)).toBe(false);
    });
  });
}
