import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { AdminConfig } from '@/lib/model/admin';
import { hashPassword } from '@/lib/secrets/password';
import { GUESSES_A_DAY, totpCode } from '@/lib/secrets/totp';
import { auditedSignIn } from './audited-sign-in';
import { checkProof, checkSecondFactor, CODE_LIMITS, confirmSecondFactor, enrolSecondFactor, hasSecondFactor, removeSecondFactor, renewRecoveryCodes } from './second-factor';
import { SIGN_IN_LIMITS, unlockSignIn, verifySignIn, type SignInAttempt } from './sign-in';
import { openTestConsole, type TestConsole } from './testing/console';

/** The real functions, with a count of their calls. */
const calls = vi.hoisted(() => ({ argon2: 0, totp: 0 }));
vi.mock('@/lib/secrets/password', async (original) => {
  const real = await original<typeof import('@/lib/secrets/password')>();
  const counted = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => ((calls.argon2 += 1), run(...args));
  return { ...real, verifyPassword: counted(real.verifyPassword), verifyForNobody: counted(real.verifyForNobody) };
});
vi.mock('@/lib/secrets/totp', async (original) => {
  const real = await original<typeof import('@/lib/secrets/totp')>();
  return { ...real, totpStepOf: (...args: Parameters<typeof real.totpStepOf>) => ((calls.totp += 1), real.totpStepOf(...args)) };
});

const PASSWORD = 'correct horse battery';
const ATTACK = 200;
let testConsole: TestConsole;
let passwordHash: string;
beforeAll(async () => {
  testConsole = await openTestConsole();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => testConsole?.close());
afterEach(() => vi.useRealTimers());

async function add(): Promise<AdminConfig> {
  const now = new Date().toISOString();
  const id = randomUUID();
  return testConsole.config.admins.create({ id, email: `${id}@example.com`, name: '', role: 'owner', tenants: [], passwordHash, language: 'en', disabled: false, createdAt: now, updatedAt: now });
}
async function fresh(id: string): Promise<AdminConfig> {
  const admin = await testConsole.config.admins.get(id);
  if (!admin) throw new Error(`no admin ${id}`);
  return admin;
}
async function enrolled() {
  const { id } = await add();
  const { secret } = await enrolSecondFactor(testConsole, id);
  const recoveryCodes = (await confirmSecondFactor(testConsole, await fresh(id), totpCode(secret))) ?? [];
  return { admin: await fresh(id), secret, recoveryCodes };
}
const attempt = (email: string, more: Partial<SignInAttempt> = {}): SignInAttempt => ({ email, password: PASSWORD, ip: null, userAgent: null, ...more });
const codeOf = (error: unknown) => (isAppError(error) ? error.code : `not an AppError: ${String(error)}`);
const outcomes = async (tries: Promise<unknown>[]) => (await Promise.allSettled(tries)).map((result) => (result.status === 'rejected' ? codeOf(result.reason) : result.value));
/** A code that is good for one step after now: another one than that of the confirmation. */
const later = (secret: string) => totpCode(secret, new Date(Date.now() + 30_000));
const number = (codes: unknown[], wanted: unknown) => codes.filter((code) => code === wanted).length;

describe('a second factor', () => {
  it('counts from its confirmation on, and is sealed for its admin', async () => {
    const { id, email } = await add();
    const { secret, uri } = await enrolSecondFactor(testConsole, id);
    expect(uri).toContain('otpauth://totp/Tenantry');
    expect(await verifySignIn(testConsole, attempt(email))).toMatchObject({ kind: 'verified' });
    expect(await confirmSecondFactor(testConsole, await fresh(id), '000000')).toBeNull();
    const codes = await confirmSecondFactor(testConsole, await fresh(id), totpCode(secret));
    expect(new Set(codes).size).toBe(10);
    const stored = JSON.stringify(await fresh(id));
    for (const plain of [secret, ...(codes ?? [])]) expect(stored).not.toContain(plain);
    const other = await add();
    await testConsole.config.admins.update(other.id, '*', (admin) => ({ ...admin, totp: { secret: '', createdAt: admin.createdAt, confirmedAt: admin.createdAt, recoveryCodes: [] } }));
    const copied = (await fresh(id)).totp;
    await expect(checkSecondFactor(testConsole, { ...(await fresh(other.id)), totp: copied }, totpCode(secret))).rejects.toMatchObject({ code: 'internal' });
    await expect(enrolSecondFactor(testConsole, id)).rejects.toMatchObject({ code: 'invalid_state', params: { state: 'mfa_enrolled' } });
  });
  it('is asked for after the password, by a code or a recovery code, each good for once', async () => {
    const { admin, secret, recoveryCodes } = await enrolled();
    const signIn = (code?: string) => auditedSignIn(testConsole, attempt(admin.email, { code })).then(({ kind }) => kind, codeOf);
    expect(await signIn()).toBe('second_factor');
    const code = later(secret);
    // Of those who bring one code at once one is let in.
    expect((await Promise.all([signIn(code), signIn(code), signIn(code)])).sort()).toEqual(['session', 'unauthenticated', 'unauthenticated']);
    expect(await signIn(code)).toBe('unauthenticated');
    const [recovery = ''] = recoveryCodes;
    expect((await Promise.all([signIn(recovery), signIn(recovery.toLowerCase().replaceAll('-', ' '))])).sort()).toEqual(['session', 'unauthenticated']);
    expect((await fresh(admin.id)).totp?.recoveryCodes).toHaveLength(9);
    expect(await testConsole.records.sessions.listFor(admin.id)).toHaveLength(2);
  });
  it('is not asked for with a wrong password, whatever the code', async () => {
    const { admin, secret } = await enrolled();
    calls.totp = 0;
    for (const code of [undefined, later(secret)]) expect(await verifySignIn(testConsole, attempt(admin.email, { password: 'wrong', code })).catch(codeOf)).toBe('unauthenticated');
    expect(calls.totp).toBe(0);
  });
  it('is renewed and taken away by who proves to be the same person', async () => {
    const { admin, secret, recoveryCodes } = await enrolled();
    expect(await checkProof(testConsole, admin, { password: 'wrong' })).toBe(false);
    expect(await checkProof(testConsole, admin, {})).toBe(false);
    expect(await checkProof(testConsole, admin, { password: PASSWORD })).toBe(true);
    expect(await checkProof(testConsole, admin, { code: later(secret) })).toBe(true);
    const renewed = await renewRecoveryCodes(testConsole, admin.id);
    expect(await checkSecondFactor(testConsole, await fresh(admin.id), recoveryCodes[0] ?? '')).toBe(false);
    expect(await checkSecondFactor(testConsole, await fresh(admin.id), renewed[0] ?? '')).toBe(true);
    await removeSecondFactor(testConsole, admin.id);
    expect(hasSecondFactor(await fresh(admin.id))).toBe(false);
    expect(await verifySignIn(testConsole, attempt(admin.email))).toMatchObject({ kind: 'verified' });
  });
});

describe('a parallel attack', () => {
  it(`of ${ATTACK} passwords on one account reaches argon2 as often as is allowed, and locks it alone`, async () => {
    const [victim, other] = [await add(), await add()];
    calls.argon2 = 0;
    const codes = await outcomes(Array.from({ length: ATTACK }, (_, i) => verifySignIn(testConsole, attempt(victim.email, { password: `guess ${i}`, ip: `198.51.100.${i}` }))));
    expect(calls.argon2).toBe(SIGN_IN_LIMITS.perEmail);
    expect([number(codes, 'unauthenticated'), number(codes, 'rate_limited')]).toEqual([SIGN_IN_LIMITS.perEmail, ATTACK - SIGN_IN_LIMITS.perEmail]);
    expect(await verifySignIn(testConsole, attempt(victim.email)).catch(codeOf)).toBe('rate_limited');
    expect(calls.argon2).toBe(SIGN_IN_LIMITS.perEmail);
    expect(await verifySignIn(testConsole, attempt(other.email))).toMatchObject({ kind: 'verified' });
    await unlockSignIn(testConsole.records, victim.email);
    expect(await verifySignIn(testConsole, attempt(victim.email))).toMatchObject({ kind: 'verified' });
  });
  it('from one address on many accounts reaches argon2 as often as is allowed, and keeps no other address out', async () => {
    const other = await add();
    calls.argon2 = 0;
    await outcomes(Array.from({ length: ATTACK }, (_, i) => verifySignIn(testConsole, attempt(`nobody-${i}@example.com`, { password: 'x', ip: '203.0.113.9' }))));
    expect(calls.argon2).toBe(SIGN_IN_LIMITS.perAddress);
    expect(await verifySignIn(testConsole, attempt(other.email, { ip: '203.0.113.9' })).catch(codeOf)).toBe('rate_limited');
    expect(await verifySignIn(testConsole, attempt(other.email, { ip: '203.0.113.10' }))).toMatchObject({ kind: 'verified' });
  });
  it('of codes by who knows the password reaches the check as often as is allowed, also by the day', async () => {
    const { admin, secret } = await enrolled();
    vi.useFakeTimers({ toFake: ['Date'] });
    const guesses = async () => {
      calls.totp = 0;
      await outcomes(Array.from({ length: ATTACK }, (_, i) => verifySignIn(testConsole, attempt(admin.email, { code: String(100_000 + i), ip: `198.51.100.${i}` }))));
      return calls.totp;
    };
    let looked = await guesses();
    expect(looked).toBe(Math.min(SIGN_IN_LIMITS.perEmail, CODE_LIMITS.attempts));
    expect(await verifySignIn(testConsole, attempt(admin.email, { code: totpCode(secret) })).catch(codeOf)).toBe('rate_limited');
    for (let round = 0; round < 6; round += 1) {
      vi.setSystemTime(Date.now() + CODE_LIMITS.windowMs + 1);
      looked += await guesses();
    }
    expect(looked).toBe(GUESSES_A_DAY);
    vi.setSystemTime(Date.now() + SIGN_IN_LIMITS.windowMs + 1);
    expect(await verifySignIn(testConsole, attempt(admin.email, { code: totpCode(secret) })).catch(codeOf)).toBe('rate_limited');
  });
});
