import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRestFixture, restCaller, type RestAnswer, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { createApiToken } from '@/lib/auth/tokens';
import { openTestRuntime } from '@/lib/testing/test-runtime';
import type { TenantAccess } from '@/lib/store/ports';

const NOBODY = '00000000-0000-4000-8000-000000000000';
let f: RestFixture;
let as: string;
let data: TenantAccess;
let userId: string;
let made = 0;
beforeAll(async () => {
  f = await openRestFixture();
  await f.tenant('acme');
  await f.tenant('other');
  await f.client('acme', 'web');
  as = await f.tokenOf('runtime', ['acme']);
});
afterAll(() => f?.close());
beforeEach(async () => {
  data = await f.data('acme');
  userId = String((await f.call('POST', '/tenants/acme/users', { email: `person${(made += 1)}@example.com`, password: 'correct horse 9' })).json['id']);
});

const run = (path: string, body: object): Promise<RestAnswer> => f.call('POST', `/tenants/acme/runtime/${path}`, body, { as });
const events = async () => (await data.activity.list({ userId, limit: 100 })).items.map(({ kind, outcome }) => `${kind} ${outcome}`);
const seconds = (from: unknown, to: unknown) => Math.round((Date.parse(String(to)) - Date.parse(String(from))) / 1000);

describe('sessions', () => {
  it('live as long as the tenant says, are seen, moved and ended', async () => {
    await f.settings('acme', (settings) => ({ ...settings, sessionLifetimeSeconds: 600 }));
    const begun = await run('sessions', { userId, clientId: 'web', ip: '192.0.2.1', userAgent: 'x'.repeat(3_000), device: 'Phone', amr: ['pwd', 'otp'] });
    expect(begun).toMatchObject({ status: 201, json: { session: { status: 'active', amr: ['pwd', 'otp'], device: 'Phone' } } });
    const session = begun.json['session'] as Record<string, unknown>;
    expect(seconds(session['createdAt'], begun.json['expiresAt'])).toBe(600);
    const { token } = begun.json;
    expect((await run('sessions/touch', { token, ip: '192.0.2.1' })).json).toMatchObject({ ok: true, session: { userId } });
    const moved = (await run('sessions/touch', { token, ip: '198.51.100.9' })).json['session'] as Record<string, unknown>;
    expect(moved['ip']).toBe('198.51.100.9');
    expect(Date.parse(String(moved['lastSeenAt']))).toBeGreaterThan(Date.parse(String(session['lastSeenAt'])));
    expect((await run('sessions/revoke', { token })).json).toEqual({ revoked: true });
    expect((await run('sessions/revoke', { token })).json).toEqual({ revoked: false });
    expect((await run('sessions/touch', { token })).json).toEqual({ ok: false, reason: 'revoked' });
    expect((await run('sessions/touch', { token: 'tns_unknown' })).json).toEqual({ ok: false, reason: 'unknown' });
    expect(await events()).toEqual(['session revoked', 'session revoked', 'session moved', 'session created']);
  });
  it('that are seen all the time leave one event in each of their hours', async () => {
    const { token } = (await run('sessions', { userId, ip: '192.0.2.1' })).json;
    const touch = () => run('sessions/touch', { token, ip: '192.0.2.1' });
    await touch();
    expect(await events()).toEqual(['session created']);
    const { placement } = await f.runtime.store.tenantTarget('acme');
    const client = new pg.Client({ connectionString: f.runtime.env.tenantDbDsn });
    await client.connect();
    const anHourPasses = () => client.query(`UPDATE ${client.escapeIdentifier(placement.name)}.session SET created_at = created_at - interval '1 hour', last_seen_at = last_seen_at - interval '1 hour'`);
    await anHourPasses();
    for (let n = 0; n < 3; n += 1) await touch();
    expect(await events()).toEqual(['session seen', 'session created']);
    await anHourPasses();
    await run('sessions/touch', { token, ip: '198.51.100.9' });
    expect(await events()).toEqual(['session moved', 'session seen', 'session created']);
    await client.end();
  });
  it('are refused for nobody and for who is disabled', async () => {
    expect((await run('sessions', { userId: NOBODY })).json.code).toBe('not_found');
    await f.call('POST', `/tenants/acme/users/${userId}/disable`, { reason: 'left' });
    expect((await run('sessions', { userId })).json).toMatchObject({ code: 'invalid_state', detail: 'The user is disabled.' });
    expect((await run('refresh-tokens', { userId, clientId: 'web' })).json.code).toBe('invalid_state');
    expect(await data.sessions.counts({ userId })).toMatchObject({ active: 0 });
    expect(await data.tokens.counts({ userId })).toMatchObject({ active: 0 });
  });
});

describe('refresh tokens', () => {
  it('live as long as the tenant says, and go with their session', async () => {
    await f.settings('acme', (settings) => ({ ...settings, refreshLifetimeSeconds: 900 }));
    const session = (await run('sessions', { userId })).json;
    const sessionId = (session['session'] as { id: string }).id;
    const { json } = await run('refresh-tokens', { userId, clientId: 'web', sessionId, scopes: ['openid', 'offline_access'] });
    const token = json['refreshToken'] as Record<string, unknown>;
    expect(seconds(token['createdAt'], json['expiresAt'])).toBe(900);
    expect(token).toMatchObject({ clientId: 'web', sessionId, scopes: ['openid', 'offline_access'] });
    const next = (await run('refresh-tokens/rotate', { token: json['token'], clientId: 'web' })).json;
    expect(next).toMatchObject({ ok: true, refreshToken: { sessionId, parentId: token['id'] } });
    await run('sessions/revoke', { token: session['token'] });
    expect((await run('refresh-tokens/rotate', { token: next['token'] })).json).toEqual({ ok: false, reason: 'revoked' });
  });
  it('are exchanged by exactly one of twenty at once', async () => {
    const { json } = await run('refresh-tokens', { userId, clientId: 'web' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => run('refresh-tokens/rotate', { token: json['token'] })));
    expect(answers.filter((answer) => answer.json['ok'] === true)).toHaveLength(1);
    expect(answers.filter((answer) => answer.json['reason'] === 'reused')).toHaveLength(19);
    const won = answers.find((answer) => answer.json['ok'] === true)?.json['token'];
    expect((await run('refresh-tokens/rotate', { token: won })).json).toEqual({ ok: false, reason: 'revoked' });
  });
  it('answer a repetition under its idempotency key, instead of taking it for a thief', async () => {
    const { json } = await run('refresh-tokens', { userId, clientId: 'web' });
    const again = () => f.call('POST', '/tenants/acme/runtime/refresh-tokens/rotate', { token: json['token'] }, { as, headers: { 'idempotency-key': `rotate-${userId}` } });
    expect((await again()).json).toEqual((await again()).json);
    expect(await data.tokens.counts({ userId })).toMatchObject({ active: 1 });
  });
  it('of another client are unknown; given back, the family is revoked', async () => {
    const { json } = await run('refresh-tokens', { userId, clientId: 'web' });
    expect((await run('refresh-tokens/rotate', { token: json['token'], clientId: 'thief' })).json).toEqual({ ok: false, reason: 'unknown' });
    expect((await run('refresh-tokens/revoke', { token: json['token'], clientId: 'thief' })).json).toEqual({ revoked: false });
    expect((await run('refresh-tokens/revoke', { token: json['token'], clientId: 'web' })).json).toEqual({ revoked: true });
    expect(await events()).toEqual(['token revoked', 'token created']);
  });
});

describe('consents', () => {
  it('add up', async () => {
    await run('consents', { userId, clientId: 'web', scopes: ['openid'] });
    expect((await run('consents', { userId, clientId: 'web', scopes: ['email'] })).json).toMatchObject({ scopes: ['email', 'openid'] });
    expect(await events()).toEqual(['consent granted', 'consent granted']);
    expect((await run('consents', { userId: NOBODY, clientId: 'web', scopes: ['email'] })).json.code).toBe('not_found');
  });
});

describe('who may', () => {
  const session = (path: string, how: Parameters<RestFixture['call']>[3]) => f.call('POST', path, { userId }, how);
  it('is a runtime token, of its own tenants, and nobody of the console', async () => {
    for (const role of ['owner', 'operator', 'viewer'] as const) expect((await session('/tenants/acme/runtime/sessions', { as: await f.tokenOf(role) })).json.code, role).toBe('forbidden');
    expect((await session('/tenants/acme/runtime/sessions', { as: await f.tokenOf('tenant-admin', ['acme']) })).json.code).toBe('forbidden');
    expect((await session('/tenants/acme/runtime/sessions', { as: null })).json.code).toBe('unauthenticated');
    const foreign = await session('/tenants/other/runtime/sessions', { as });
    const missing = await session('/tenants/no-such/runtime/sessions', { as: await f.tokenOf('runtime', ['no-such']) });
    expect([foreign.json.code, missing.json.code]).toEqual(['tenant_not_found', 'tenant_not_found']);
    for (const path of ['/tenants', '/tenants/acme/users', '/tenants/acme/roles', '/tenants/acme/sessions']) expect((await f.call('GET', path, undefined, { as })).json.code, path).toBe('forbidden');
  });
  it('finds no user, session or token of another tenant', async () => {
    const theirs = await f.tokenOf('runtime', ['other']);
    const { json } = await run('sessions', { userId });
    const there = (path: string, body: object) => f.call('POST', `/tenants/other/runtime/${path}`, body, { as: theirs });
    expect((await there('sessions', { userId })).json.code).toBe('not_found');
    expect((await there('sessions/touch', { token: json['token'] })).json).toEqual({ ok: false, reason: 'unknown' });
    expect((await there('verify-password', { email: `person${made}@example.com`, password: 'correct horse 9' })).json).toEqual({ ok: false, reason: 'unknown' });
    expect((await there('mfa/verify', { userId, code: '123456' })).json.code).toBe('not_found');
  });
  it('is not in the operators’ audit: the tenant’s own events tell of it', async () => {
    await run('sessions', { userId });
    const actions = (await f.runtime.records.audit.list({ limit: 200 })).items.map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith('runtime.'))).toEqual([]);
  });
});

describe('the tenant', () => {
  const short = (how: { query?: string; headers?: Record<string, string> }) => f.call('POST', `/runtime/sessions${how.query ?? ''}`, { userId }, { as, headers: how.headers });
  it('may be named by X-Tenant-Slug or ?tenant= instead of the path', async () => {
    expect((await short({ headers: { 'x-tenant-slug': 'acme' } })).status).toBe(201);
    expect((await short({ query: '?tenant=acme' })).status).toBe(201);
  });
  it('has no default, is named once, and is still to be one’s own', async () => {
    expect((await short({})).json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'slug' }] });
    expect((await short({ query: '?tenant=acme', headers: { 'x-tenant-slug': 'other' } })).json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'tenant' }] });
    expect((await short({ query: '?tenant=other' })).json.code).toBe('tenant_not_found');
    expect((await f.call('POST', '/runtime/sessions', { userId, slug: 'acme' }, { as })).json.code).toBe('validation_failed');
    expect((await f.call('POST', '/runtime/sessions', { userId }, { as: null })).json.code).toBe('unauthenticated');
  });
  it('that is suspended answers nobody', async () => {
    await f.runtime.store.config.tenants.update('acme', '*', (tenant) => ({ ...tenant, status: 'SUSPENDED' }));
    try {
      expect((await run('sessions', { userId })).json.code).toBe('tenant_suspended');
    } finally {
      await f.runtime.store.config.tenants.update('acme', '*', (tenant) => ({ ...tenant, status: 'ACTIVE' }));
    }
  });
});

describe('without a data plane', () => {
  it('each operation answers that this mode cannot do it; where only the tenant has none, that', async () => {
    const files = await openTestRuntime();
    try {
      const token = async (role: 'owner' | 'runtime', tenants: string[]) => (await createApiToken(files.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null })).secret;
      const call = restCaller(files, await token('owner', []));
      await call('POST', '/tenants', { slug: 'files', name: 'Files', database: null });
      const runtime = await token('runtime', ['files']);
      expect((await call('POST', '/tenants/files/runtime/sessions', { userId: NOBODY }, { as: runtime })).json).toMatchObject({ status: 501, code: 'capability_unsupported' });
      expect((await call('GET', `/tenants/files/users/${NOBODY}/mfa`)).json.code).toBe('capability_unsupported');
      expect((await call('GET', '/tenants/files/roles')).json.code).toBe('capability_unsupported');
    } finally {
      await files.dispose();
    }
    await f.call('POST', '/tenants', { slug: 'bare', name: 'Bare', database: null });
    expect((await f.call('GET', '/tenants/bare/roles')).json.code).toBe('tenant_no_database');
  });
});
