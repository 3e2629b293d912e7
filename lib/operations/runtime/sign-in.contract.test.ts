import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRestFixture, type RestAnswer, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { totpCode } from '@/lib/secrets/totp';
import type { TenantAccess } from '@/lib/store/ports';

const PASSWORD = 'correct horse 9';
const FROM = { clientId: 'web', ip: '192.0.2.7', userAgent: 'Firefox' };
let f: RestFixture;
let as: string;
let data: TenantAccess;
let userId: string;
let email: string;
let made = 0;
beforeAll(async () => {
  f = await openRestFixture();
  await f.tenant('acme');
  await f.client('acme', 'web');
  await f.settings('acme', (settings) => ({ ...settings, security: { ...settings.security, maxAttempts: 3, lockoutMinutes: 5 } }));
  as = await f.tokenOf('runtime', ['acme']);
});
afterAll(() => f?.close());
beforeEach(async () => {
  data = await f.data('acme');
  email = `person${(made += 1)}@example.com`;
  userId = String((await f.call('POST', '/tenants/acme/users', { email, password: PASSWORD })).json['id']);
});

const run = (path: string, body: object): Promise<RestAnswer> => f.call('POST', `/tenants/acme/runtime/${path}`, { ...FROM, ...body }, { as });
const signIn = async (over: object = {}) => (await run('verify-password', { email, password: PASSWORD, ...over })).json;
const events = async () => (await data.activity.list({ userId, limit: 100 })).items.map(({ kind, outcome }) => `${kind} ${outcome}`);
const enrolled = async () => {
  const { secret } = await data.mfa.enrol(userId);
  // The code of the step before, so that the one of now is left to be used.
  const confirmed = await data.mfa.confirm(userId, totpCode(secret, new Date(Date.now() - 30_000)));
  return { secret, recoveryCodes: confirmed.ok ? confirmed.recoveryCodes : [] };
};

describe('a password', () => {
  it('that is right signs in, whatever the case of the address, and is seen in the user’s activity', async () => {
    expect(await signIn({ email: ` ${email.toUpperCase()} ` })).toEqual({ ok: true, userId });
    const [event] = (await data.activity.list({ userId, limit: 1 })).items;
    expect(event).toMatchObject({ kind: 'password', outcome: 'ok', ...FROM });
    expect((await data.identities.list(userId))[0]?.lastUsedAt).not.toBeNull();
  });
  it('that is wrong locks after the tenant’s attempts, then the right one too, until an operator unlocks', async () => {
    const wrong = () => signIn({ password: 'wrong horse 9' });
    expect(await wrong()).toEqual({ ok: false, reason: 'wrong' });
    await wrong();
    const last = await wrong();
    expect(last).toMatchObject({ ok: false, reason: 'wrong', lockedUntil: expect.any(String) as string });
    expect(await signIn()).toEqual({ ok: false, reason: 'locked', lockedUntil: last['lockedUntil'] });
    expect(await events()).toEqual(['password locked', 'password wrong', 'password wrong', 'password wrong']);
    await f.call('POST', `/tenants/acme/users/${userId}/unlock`, {});
    expect(await signIn()).toEqual({ ok: true, userId });
  });
  it('gets no more guesses when many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn({ password: `guess number ${n}` })));
    expect(answers.filter(({ reason }) => reason === 'wrong')).toHaveLength(3);
    expect(answers.filter(({ reason }) => reason === 'locked')).toHaveLength(9);
  });
  it('of nobody is unknown, and an event of nobody', async () => {
    expect(await signIn({ email: 'nobody@example.com' })).toEqual({ ok: false, reason: 'unknown' });
    expect((await data.activity.list({ limit: 1 })).items).toMatchObject([{ userId: null, kind: 'password', outcome: 'unknown' }]);
  });
  it('of a disabled user is told to whoever knows it only', async () => {
    await f.call('POST', `/tenants/acme/users/${userId}/disable`, { reason: 'left' });
    expect(await signIn()).toEqual({ ok: false, reason: 'disabled' });
    expect(await signIn({ password: 'wrong horse 9' })).toMatchObject({ reason: 'wrong' });
  });
  it('that is temporary is not enough, until it was changed by a reset', async () => {
    await f.call('POST', `/tenants/acme/users/${userId}/password`, { password: PASSWORD, temporary: true });
    expect(await signIn()).toEqual({ ok: false, userId, reason: 'temporary', temporary: true });
    const { json } = await run('email-tokens', { kind: 'reset', userId });
    expect((await run('email-tokens/consume', { kind: 'reset', token: json['token'], password: 'brand new horse 7' })).json).toEqual({ ok: true, userId });
    expect(await signIn({ password: 'brand new horse 7' })).toEqual({ ok: true, userId });
  });
  it('under older parameters is hashed anew', async () => {
    const { hash } = await import('@node-rs/argon2');
    const old = await hash(PASSWORD, { memoryCost: 4_096, timeCost: 2, parallelism: 1 });
    await data.users.setPassword(userId, { hash: old, temporary: false });
    const hashNow = async () => (await data.identities.claimAttempt(email, { maxAttempts: 50, lockoutMinutes: 1 }))?.passwordHash;
    expect(await signIn()).toEqual({ ok: true, userId });
    expect(await hashNow()).toMatch(/^\$argon2id\$v=19\$m=19456,/);
    expect(await signIn()).toEqual({ ok: true, userId });
  });
});

describe('a second factor', () => {
  it('is asked for where the user has one, or the tenant wants one', async () => {
    await enrolled();
    expect(await signIn()).toEqual({ ok: false, userId, reason: 'mfa_required', mfaEnrolled: true });
    await f.settings('acme', (settings) => ({ ...settings, security: { ...settings.security, mfaRequired: true } }));
    try {
      const other = `bare${made}@example.com`;
      await f.call('POST', '/tenants/acme/users', { email: other, password: PASSWORD });
      expect(await signIn({ email: other })).toMatchObject({ ok: false, reason: 'mfa_required', mfaEnrolled: false });
    } finally {
      await f.settings('acme', (settings) => ({ ...settings, security: { ...settings.security, mfaRequired: false } }));
    }
  });
  it('is enrolled and confirmed through here', async () => {
    const { json } = await run('mfa/enrol', { userId });
    expect(json['uri']).toMatch(/^otpauth:\/\/totp\/acme:person/);
    expect((await run('mfa/confirm', { userId, code: '000000' })).json).toMatchObject({ ok: false, reason: 'wrong' });
    const confirmed = await run('mfa/confirm', { userId, code: totpCode(String(json['secret'])) });
    expect(confirmed.json).toMatchObject({ ok: true, recoveryCodes: { length: 10 } });
    expect((await run('mfa/enrol', { userId })).json).toMatchObject({ code: 'invalid_state', detail: 'The user has a second factor already.' });
    expect(await events()).toEqual(['mfa confirmed', 'mfa wrong', 'mfa enrolled']);
  });
  it('is good for once, and may trust a browser', async () => {
    const { secret } = await enrolled();
    const code = totpCode(secret);
    const { json } = await run('mfa/verify', { userId, code, trustDeviceSeconds: 3600, deviceLabel: 'Laptop' });
    expect(json).toMatchObject({ ok: true, by: 'totp' });
    expect((await run('mfa/verify', { userId, code })).json).toEqual({ ok: false, reason: 'replayed' });
    expect(await signIn({ deviceToken: json['deviceToken'] })).toEqual({ ok: true, userId });
    expect(await signIn({ deviceToken: 'tnd_of-somebody-else' })).toMatchObject({ reason: 'mfa_required' });
  });
  it('cannot be guessed: after the tenant’s attempts even the right code is refused, and recovery codes are', async () => {
    const { secret, recoveryCodes } = await enrolled();
    const guesses = await Promise.all(Array.from({ length: 10 }, (_, n) => run('mfa/verify', { userId, code: String(n).padStart(6, '0') })));
    expect(guesses.filter(({ json }) => json['reason'] === 'wrong')).toHaveLength(3);
    expect(guesses.filter(({ json }) => json['reason'] === 'locked')).toHaveLength(7);
    expect((await run('mfa/verify', { userId, code: totpCode(secret) })).json).toMatchObject({ ok: false, reason: 'locked', lockedUntil: expect.any(String) as string });
    expect((await run('mfa/verify', { userId, code: recoveryCodes[0] })).json).toMatchObject({ reason: 'locked' });
    await f.call('POST', `/tenants/acme/users/${userId}/unlock`, {});
    expect((await run('mfa/verify', { userId, code: recoveryCodes[0] })).json).toEqual({ ok: true, by: 'recovery_code' });
    expect((await run('mfa/verify', { userId, code: recoveryCodes[0] })).json).toEqual({ ok: false, reason: 'wrong' });
  });
  it('has a limit by the day that no tenant can widen', async () => {
    await enrolled();
    await f.settings('acme', (settings) => ({ ...settings, security: { ...settings.security, maxAttempts: 100 } }));
    try {
      const reasons: unknown[] = [];
      for (let n = 0; n < 22; n += 1) reasons.push((await run('mfa/verify', { userId, code: 'not-a-code' })).json['reason']);
      expect(reasons).toEqual([...Array<string>(20).fill('wrong'), 'locked', 'locked']);
    } finally {
      await f.settings('acme', (settings) => ({ ...settings, security: { ...settings.security, maxAttempts: 3 } }));
    }
  });
});

describe('mailed tokens', () => {
  it('set a password by the tenant’s policy, and end what was held', async () => {
    const session = (await run('sessions', { userId })).json;
    const { json } = await run('email-tokens', { kind: 'reset', email: email.toUpperCase() });
    expect(json).toMatchObject({ userId, email });
    const token = json['token'];
    const refused = await run('email-tokens/consume', { kind: 'reset', token, password: 'short' });
    expect(refused.json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'password' }] });
    expect((await run('email-tokens/consume', { kind: 'reset', token, password: email })).json.code).toBe('validation_failed');
    expect((await run('email-tokens/consume', { kind: 'reset', token, password: 'brand new horse 7' })).json).toEqual({ ok: true, userId });
    expect((await run('email-tokens/consume', { kind: 'reset', token, password: 'brand new horse 7' })).json).toEqual({ ok: false, reason: 'used' });
    expect((await run('sessions/touch', { token: session['token'] })).json).toMatchObject({ ok: false, reason: 'revoked' });
    expect(await signIn()).toMatchObject({ reason: 'wrong' });
  });
  it('verify an address once; a new one voids the old', async () => {
    const first = (await run('email-tokens', { kind: 'verification', userId })).json;
    const second = (await run('email-tokens', { kind: 'verification', userId })).json;
    expect((await run('email-tokens/consume', { kind: 'verification', token: first['token'] })).json).toEqual({ ok: false, reason: 'unknown' });
    expect((await run('email-tokens/consume', { kind: 'reset', token: second['token'], password: PASSWORD })).json).toEqual({ ok: false, reason: 'unknown' });
    expect((await run('email-tokens/consume', { kind: 'verification', token: second['token'] })).json).toEqual({ ok: true, userId });
    expect((await f.call('GET', `/tenants/acme/users/${userId}`)).json).toMatchObject({ emailVerified: true });
  });
  it('want a user by id or address, and refuse who is nobody', async () => {
    expect((await run('email-tokens', { kind: 'reset' })).json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'userId' }] });
    expect((await run('email-tokens', { kind: 'reset', email: 'nobody@example.com' })).json.code).toBe('not_found');
    expect((await run('email-tokens/consume', { kind: 'reset', token: 'tne_x' })).json).toMatchObject({ errors: [{ path: 'password' }] });
  });
});
