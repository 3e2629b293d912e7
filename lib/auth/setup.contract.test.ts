import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { completeSetup, createSetupToken, ensureFirstAdmin, setupLinkState } from './setup';
import { signIn } from './testing/sign-in';
import { openTestConsole, type TestConsole } from './testing/console';
import { createApiToken, resolveToken } from './tokens';

const owner = { email: 'Ana@Example.com', name: ' Ana ', password: 'correct horse battery' };
const noEnv = { adminEmail: undefined, adminPassword: undefined };
let testConsole: TestConsole;
beforeEach(async () => {
  testConsole = await openTestConsole();
});
afterEach(() => testConsole.close());

describe('first admin', () => {
  it('is made from the environment, once, audited, and can sign in', async () => {
    const env = { adminEmail: 'Ana@Example.com', adminPassword: owner.password };
    expect(await ensureFirstAdmin({ ...testConsole, env })).toEqual({ kind: 'admin', email: 'ana@example.com' });
    expect(await ensureFirstAdmin({ ...testConsole, env: { ...env, adminEmail: 'other@example.com' } })).toEqual({ kind: 'existing' });
    expect(await testConsole.config.admins.list()).toHaveLength(1);
    await signIn(testConsole, { email: 'ana@example.com', password: owner.password, ip: null, userAgent: null });
    const { items } = await testConsole.records.audit.list({ limit: 5 });
    expect(items).toMatchObject([{ action: 'admins.create', actor: { type: 'system' }, outcome: 'success' }]);
    expect(JSON.stringify(items)).not.toContain('argon2');
  });

  it.each([
    [{ adminEmail: 'a@b.co', adminPassword: undefined }, 'ADMIN_PASSWORD'],
    [{ adminEmail: undefined, adminPassword: owner.password }, 'ADMIN_EMAIL'],
    [{ adminEmail: 'a@b.co', adminPassword: 'short' }, 'ADMIN_PASSWORD'],
    [{ adminEmail: 'a@b.co', adminPassword: 'password123' }, 'ADMIN_PASSWORD'],
  ])('names the variable that is wrong: %o', async (env, variable) => {
    await expect(ensureFirstAdmin({ ...testConsole, env })).rejects.toMatchObject({ name: 'EnvironmentError', problems: [{ variable }] });
    expect(await testConsole.config.admins.list()).toHaveLength(0);
  });

  it('otherwise signs up by a link that works once', async () => {
    const first = await ensureFirstAdmin({ ...testConsole, env: noEnv });
    const token = first.kind === 'link' ? decodeURIComponent(first.path.replace('/setup?token=', '')) : '';
    expect(await setupLinkState(testConsole, token)).toBe('open');
    expect(await setupLinkState(testConsole, `${token}x`)).toBe('void');
    expect(await completeSetup(testConsole, { ...owner, token })).toMatchObject({ email: 'ana@example.com', name: 'Ana', role: 'owner' });
    expect(await setupLinkState(testConsole, token)).toBe('done');
    await expect(completeSetup(testConsole, { ...owner, token })).rejects.toMatchObject({ code: 'invalid_state' });
    expect(await ensureFirstAdmin({ ...testConsole, env: noEnv })).toEqual({ kind: 'existing' });
  });

  it('gives the house to exactly one of ten who use the link at once', async () => {
    const { token } = await createSetupToken(testConsole.records);
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => completeSetup(testConsole, { ...owner, email: `a${i}@b.co`, token })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(isAppError(result.reason, 'not_found') || isAppError(result.reason, 'invalid_state')).toBe(true);
    }
    expect(await testConsole.config.admins.list()).toHaveLength(1);
  });

  it('voids the former link, and uses none up on bad input', async () => {
    const former = await createSetupToken(testConsole.records);
    const { token } = await createSetupToken(testConsole.records);
    await expect(completeSetup(testConsole, { ...owner, token: former.token })).rejects.toMatchObject({ code: 'not_found' });
    await expect(completeSetup(testConsole, { ...owner, token, password: 'short' })).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'password' }] });
    await expect(completeSetup(testConsole, { ...owner, token, email: 'nonsense' })).rejects.toMatchObject({ issues: [{ path: 'email' }] });
    await completeSetup(testConsole, { ...owner, token });
  });
});

describe('API tokens', () => {
  const input = { name: 'ci', role: 'owner' as const, tenants: [], createdBy: 'cli:test', expiresAt: null };

  it('answer their principal until they expire or are revoked', async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const { token, secret } = await createApiToken(testConsole.records, { ...input, expiresAt });
    expect(await resolveToken(testConsole, secret)).toEqual({ type: 'token', id: token.id, name: 'ci', role: 'owner', tenants: null });
    expect((await testConsole.records.tokens.list())[0]?.lastUsedAt).not.toBeNull();
    expect(await resolveToken(testConsole, secret, expiresAt)).toBeNull();
    await testConsole.records.tokens.revoke(token.id);
    expect(await resolveToken(testConsole, secret)).toBeNull();
    expect(await resolveToken(testConsole, `${secret}x`)).toBeNull();
    expect(await resolveToken(testConsole, 'something else')).toBeNull();
  });

  it('of a limited role need tenants, others refuse them', async () => {
    await expect(createApiToken(testConsole.records, { ...input, role: 'runtime' })).rejects.toMatchObject({ issues: [{ path: 'tenants' }] });
    await expect(createApiToken(testConsole.records, { ...input, tenants: ['acme'] })).rejects.toMatchObject({ issues: [{ path: 'tenants' }] });
    const { secret } = await createApiToken(testConsole.records, { ...input, role: 'tenant-admin', tenants: ['acme'] });
    expect(await resolveToken(testConsole, secret)).toMatchObject({ role: 'tenant-admin', tenants: ['acme'] });
  });
});
