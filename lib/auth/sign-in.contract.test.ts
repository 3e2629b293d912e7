import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { AdminConfig } from '@/lib/model/admin';
import { hashPassword, needsRehash } from '@/lib/secrets/password';
import { auditedSignIn, auditedSignOut } from './audited-sign-in';
import type { ConsoleSession } from '@/lib/records/ports';
import { createGraceMemory, GRACE_MS } from './session-memory';
import { resolveSession } from './sessions';
import { SIGN_IN_LIMITS } from './sign-in';
import { signIn } from './testing/sign-in';
import { openTestConsole, type TestConsole } from './testing/console';

const PASSWORD = 'correct horse battery';
let testConsole: TestConsole;
let admin: AdminConfig;

async function addAdmin(email: string, more: Partial<AdminConfig> = {}): Promise<AdminConfig> {
  const now = new Date().toISOString();
  const passwordHash = await hashPassword(PASSWORD);
  const fields = { id: randomUUID(), email, name: 'Ana', role: 'owner' as const, tenants: [], passwordHash };
  return testConsole.config.admins.create({ ...fields, language: 'en', disabled: false, createdAt: now, updatedAt: now, ...more });
}

const attempt = (password: string, email = 'ana@example.com', ip: string | null = '203.0.113.5') => ({ email, password, ip, userAgent: 'test' });
const codeOf = (error: unknown) => (isAppError(error) ? error.code : `not an AppError: ${String(error)}`);

beforeEach(async () => {
  testConsole = await openTestConsole();
  admin = await addAdmin('ana@example.com');
});
afterEach(() => testConsole.close());

describe('sign-in', () => {
  it('opens a session for the right password, the e-mail in any case', async () => {
    const { session } = await signIn(testConsole, attempt(PASSWORD, ' ANA@Example.com '));
    expect(session).toMatchObject({ adminId: admin.id, ip: '203.0.113.5', userAgent: 'test', revokedAt: null });
    expect(await resolveSession(testConsole, session.id)).toMatchObject({ type: 'admin', id: admin.id, role: 'owner', tenants: null, sessionId: session.id });
  });

  it('answers alike to a wrong password, an unknown e-mail and a disabled admin', async () => {
    await addAdmin('off@example.com', { disabled: true });
    for (const wrong of [attempt('wrong password'), attempt(PASSWORD, 'nobody@example.com'), attempt(PASSWORD, 'off@example.com'), attempt('', '')]) {
      expect(codeOf(await signIn(testConsole, wrong).catch((e: unknown) => e))).toBe('unauthenticated');
    }
  });

  it('lets at most five of forty parallel wrong passwords through to verification', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => signIn(testConsole, attempt(`wrong ${i}`, undefined, null))));
    const codes = tries.map((result) => (result.status === 'rejected' ? codeOf(result.reason) : 'signed in'));
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(SIGN_IN_LIMITS.perEmail);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(40 - SIGN_IN_LIMITS.perEmail);

    const refused: unknown = await signIn(testConsole, attempt(PASSWORD)).catch((e: unknown) => e);
    expect(refused).toMatchObject({ code: 'rate_limited' });
    const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(SIGN_IN_LIMITS.windowMs / 1000);
  });

  it('limits an address that tries many e-mails', async () => {
    const codes: string[] = [];
    for (let i = 0; i <= SIGN_IN_LIMITS.perAddress; i += 1) {
      codes.push(codeOf(await signIn(testConsole, attempt('x', `user${i}@example.com`)).catch((e: unknown) => e)));
    }
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(SIGN_IN_LIMITS.perAddress);
    expect(codes.at(-1)).toBe('rate_limited');
    expect(await signIn(testConsole, attempt(PASSWORD, undefined, '203.0.113.6'))).toMatchObject({ admin: { id: admin.id } });
  });

  it('forgets wrong passwords after a right one', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let i = 1; i < SIGN_IN_LIMITS.perEmail; i += 1) await signIn(testConsole, attempt('wrong')).catch(() => null);
      await signIn(testConsole, attempt(PASSWORD));
    }
  });

  it('hashes anew with today’s parameters', async () => {
    const weak = await addAdmin('old@example.com', { passwordHash: await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 }) });
    await signIn(testConsole, attempt(PASSWORD, 'old@example.com'));
    expect(needsRehash((await testConsole.config.admins.get(weak.id))?.passwordHash ?? '')).toBe(false);
    await signIn(testConsole, attempt(PASSWORD, 'old@example.com'));
  });
});

describe('console sessions', () => {
  it('end at the next request after they were revoked', async () => {
    const { session } = await signIn(testConsole, attempt(PASSWORD));
    const memory = createGraceMemory<ConsoleSession>();
    expect(await resolveSession({ ...testConsole, memory }, session.id)).not.toBeNull();
    await testConsole.records.sessions.revoke(session.id);
    expect(await resolveSession({ ...testConsole, memory }, session.id)).toBeNull();
    expect(memory.recall(session.id)).toBeNull();
  });

  it('end when the admin is disabled, and follow a change of role at once', async () => {
    const { session } = await signIn(testConsole, attempt(PASSWORD));
    await testConsole.config.admins.update(admin.id, '*', (current) => ({ ...current, role: 'tenant-admin', tenants: ['acme'] }));
    expect(await resolveSession(testConsole, session.id)).toMatchObject({ role: 'tenant-admin', tenants: ['acme'] });
    await testConsole.config.admins.update(admin.id, '*', (current) => ({ ...current, disabled: true }));
    expect(await resolveSession(testConsole, session.id)).toBeNull();
  });

  it('end when their time is over, and unknown ones are nobody’s', async () => {
    const { session } = await signIn(testConsole, attempt(PASSWORD));
    expect(await resolveSession(testConsole, session.id, new Date(Date.parse(session.expiresAt)))).toBeNull();
    expect(await resolveSession(testConsole, randomUUID())).toBeNull();
    expect(await resolveSession(testConsole, 'nonsense')).toBeNull();
  });

  it('outlive an outage of the records for five minutes if seen valid, and are never invented', async () => {
    const { session } = await signIn(testConsole, attempt(PASSWORD));
    let at = 0;
    const memory = createGraceMemory<ConsoleSession>(() => at);
    await resolveSession({ ...testConsole, memory }, session.id);
    await testConsole.records.close();
    at = GRACE_MS;
    expect(await resolveSession({ ...testConsole, memory }, session.id)).toMatchObject({ id: admin.id });
    // Being used does not prolong it.
    at += 1;
    await expect(resolveSession({ ...testConsole, memory }, session.id)).rejects.toBeDefined();
    at = 0;
    await expect(resolveSession({ ...testConsole, memory }, randomUUID())).rejects.toBeDefined();
    await expect(resolveSession(testConsole, session.id)).rejects.toBeDefined();
  });
});

describe('audit of signing in and out', () => {
  it('writes successes, failures and the end of a session', async () => {
    await auditedSignIn(testConsole, attempt('wrong password')).catch(() => null);
    const signedIn = await auditedSignIn(testConsole, attempt(PASSWORD));
    if (signedIn.kind !== 'session') throw new Error('no second factor was set up');
    const { session } = signedIn;
    await auditedSignOut(testConsole, session.id, null);
    await auditedSignOut(testConsole, session.id, null);
    const { items } = await testConsole.records.audit.list({ limit: 10 });
    expect(items.map((event) => [event.action, event.actor.type, event.outcome, event.error])).toEqual([
      ['auth.sign_out', 'admin', 'success', null],
      ['auth.sign_in', 'admin', 'success', null],
      ['auth.sign_in', 'anonymous', 'failure', 'unauthenticated'],
    ]);
    expect(JSON.stringify(items)).not.toContain('wrong password');
    expect(await resolveSession(testConsole, session.id)).toBeNull();
    expect(await testConsole.records.audit.verify()).toMatchObject({ ok: true });
  });

  it('does not turn a flood of attempts into a flood of events', async () => {
    for (let i = 0; i < 20; i += 1) await auditedSignIn(testConsole, attempt('wrong')).catch(() => null);
    const { items } = await testConsole.records.audit.list({ limit: 100 });
    expect(items).toHaveLength(SIGN_IN_LIMITS.perEmail + 1);
    expect(items[0]).toMatchObject({ error: 'rate_limited', ip: '203.0.113.5' });
  });
});
