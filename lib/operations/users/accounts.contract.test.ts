import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRestFixture, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { totpCode } from '@/lib/secrets/totp';
import type { TenantAccess } from '@/lib/store/ports';

const NOBODY = '00000000-0000-4000-8000-000000000000';
let f: RestFixture;
let data: TenantAccess;
let id: string;
let user: string;
let made = 0;
beforeAll(async () => {
  f = await openRestFixture();
  await f.tenant('acme');
  await f.tenant('other');
  data = await f.data('acme');
});
afterAll(() => f?.close());
beforeEach(async () => {
  const { json } = await f.call('POST', '/tenants/acme/users', { email: `person${(made += 1)}@example.com`, name: 'Ada', password: 'correct horse 9' });
  id = String(json['id']);
  user = `/tenants/acme/users/${id}`;
});

const signedIn = async (clientId = 'web') => {
  const { token, session } = await data.sessions.create({ userId: id, lifetimeSeconds: 3600, clientId, ip: '192.0.2.1', device: 'Firefox on Linux' });
  const refresh = await data.tokens.create({ userId: id, clientId, sessionId: session.id, lifetimeSeconds: 3600 });
  return { token, session, refresh: refresh.token };
};
const changesOf = async (action: string) => (await f.runtime.records.audit.list({ limit: 200, action })).items.find((event) => event.outcome === 'success' && [id, 'billing'].includes(event.target.id))?.changes;

describe('what is done to a user', () => {
  it('is published for its tenant, small, and once it is done', async () => {
    const { events } = f.runtime.records;
    const before = await events.latestId();
    await f.call('POST', `${user}/disable`, { reason: 'left' });
    await f.call('POST', `${user}/disable`, {});
    await f.call('PATCH', '/tenants/acme/roles/billing-of-nobody', { description: 'x' }, { headers: { 'if-match': '*' } });
    await f.call('POST', '/tenants/other/roles', { name: 'published' });
    await f.call('POST', '/tenants/acme/sign-out-everyone', {});
    await f.call('GET', user);
    const published = (await events.since(before, 10)).map(({ type, tenant, data: of }) => ({ type, tenant, data: of }));
    expect(published).toEqual([{ type: 'user', tenant: 'acme', data: { userId: id } }, { type: 'role', tenant: 'other', data: {} }, { type: 'session', tenant: 'acme', data: {} }]);
  });
});

describe('refresh tokens of a tenant', () => {
  it('end one by one, with those of their family, and once', async () => {
    const family = await data.tokens.create({ userId: id, clientId: 'web', lifetimeSeconds: 3600 });
    const next = await data.tokens.rotate(family.token, { lifetimeSeconds: 3600 });
    const other = await data.tokens.create({ userId: id, clientId: 'web', lifetimeSeconds: 3600 });
    const end = (token: string, tenant = 'acme') => f.call('DELETE', `/tenants/${tenant}/tokens/${token}`);
    const listed = (await f.call('GET', `/tenants/acme/tokens?userId=${id}&status=active`)).json.items?.map((token) => String(token['id'])) ?? [];
    expect(listed).toContain(other.refreshToken.id);
    const mine = listed.find((token) => token !== other.refreshToken.id) ?? '';
    expect((await end(mine, 'other')).json.code).toBe('not_found');
    expect((await end(mine)).status).toBe(204);
    expect(next.ok && (await data.tokens.rotate(next.token, { lifetimeSeconds: 60 }))).toMatchObject({ ok: false, reason: 'revoked' });
    expect((await data.tokens.getByToken(other.token))?.status).toBe('active');
    for (const gone of [mine, NOBODY, 'no-id']) expect((await end(gone)).json.code, gone).toBe('not_found');
    const [event] = (await f.runtime.records.audit.list({ limit: 10, action: 'tenants.revokeRefreshToken' })).items.filter(({ outcome }) => outcome === 'success');
    expect(event).toMatchObject({ target: { type: 'refreshToken', id: mine, tenant: 'acme' }, changes: [{ path: 'status', before: 'active', after: 'revoked' }] });
  });
});

describe('sessions of a user', () => {
  it('are listed by worth with counts, newest first', async () => {
    const { session } = await signedIn();
    await data.sessions.revoke((await signedIn()).session.id, 'test');
    const { json } = await f.call('GET', `${user}/sessions?status=active`);
    expect(json).toMatchObject({ counts: { active: 1, expired: 0, revoked: 1 }, nextCursor: null });
    expect(json.items).toMatchObject([{ id: session.id, status: 'active', ip: '192.0.2.1', device: 'Firefox on Linux', clientId: 'web' }]);
    expect(JSON.stringify(json)).not.toContain('tns_');
    const first = await f.call('GET', `${user}/sessions?limit=1`);
    const second = await f.call('GET', `${user}/sessions?limit=1&cursor=${String(first.json['nextCursor'])}`);
    expect(second.json.items?.[0]?.['id']).toBe(session.id);
  });
  it('end one by one or all, with their refresh tokens', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    expect((await f.call('POST', `${user}/sessions/revoke`, { sessionId: one.session.id })).json).toEqual({ sessions: 1, refreshTokens: 1 });
    expect(await data.sessions.touch(one.token)).toBeNull();
    expect(await data.sessions.touch(two.token)).not.toBeNull();
    expect((await f.call('POST', `${user}/sessions/revoke`, {})).json).toEqual({ sessions: 1, refreshTokens: 1 });
    expect(await data.tokens.rotate(two.refresh, { lifetimeSeconds: 60 })).toMatchObject({ ok: false, reason: 'revoked' });
    expect(await changesOf('users.revokeSessions')).toEqual([{ path: 'activeSessions', before: 1, after: 0 }, { path: 'activeRefreshes', before: 1, after: 0 }]);
  });
  it('of another user are not found here', async () => {
    const stranger = await f.call('POST', '/tenants/acme/users', { email: `stranger${made}@example.com` });
    const { session } = await signedIn();
    expect((await f.call('POST', `/tenants/acme/users/${String(stranger.json['id'])}/sessions/revoke`, { sessionId: session.id })).json.code).toBe('not_found');
  });
  it.each([
    ['disabling', () => f.call('POST', `${user}/disable`, { reason: 'left' })],
    ['setting a password', () => f.call('POST', `${user}/password`, { password: 'another horse 9' })],
    ['deleting', () => f.call('DELETE', user, undefined, { headers: { 'if-match': '*' } })],
  ])('end by %s', async (_what, act) => {
    const { token, refresh } = await signedIn();
    expect((await act()).status).toBeLessThan(300);
    expect(await data.sessions.touch(token)).toBeNull();
    expect(await data.tokens.rotate(refresh, { lifetimeSeconds: 60 })).toMatchObject({ ok: false });
  });
  it('end once for one idempotency key', async () => {
    await signedIn();
    const again = () => f.call('POST', `${user}/sessions/revoke`, {}, { headers: { 'idempotency-key': `end-${id}` } });
    expect((await again()).json).toEqual({ sessions: 1, refreshTokens: 1 });
    expect((await again()).json).toEqual({ sessions: 1, refreshTokens: 1 });
  });
});

describe('a tenant', () => {
  it('lists sessions and refresh tokens of all with whose they are, and signs everyone out', async () => {
    await signedIn('mobile');
    const sessions = await f.call('GET', '/tenants/acme/sessions?clientId=mobile');
    expect(sessions.json.items).toMatchObject([{ clientId: 'mobile', user: { id, name: 'Ada' } }]);
    const tokens = await f.call('GET', '/tenants/acme/tokens?clientId=mobile');
    expect(tokens.json).toMatchObject({ counts: { active: 1 }, items: [{ clientId: 'mobile', user: { id } }] });
    expect(JSON.stringify(tokens.json)).not.toContain('tnr_');
    const ended = await f.call('POST', '/tenants/acme/sign-out-everyone', {});
    expect(ended.json['sessions']).toBeGreaterThan(0);
    expect((await f.call('GET', '/tenants/acme/sessions?status=active')).json).toMatchObject({ items: [], counts: { active: 0 } });
    expect((await f.call('GET', '/tenants/acme/tokens')).json['counts']).toMatchObject({ active: 0 });
  });
});

describe('identities', () => {
  it('are listed and unlinked, never the last', async () => {
    const google = await data.identities.link(id, { provider: 'google', subject: `g-${id}`, email: 'ada@example.com' });
    const { json } = await f.call('GET', `${user}/identities`);
    expect(json.items?.map((identity) => identity['provider']).sort()).toEqual(['google', 'password']);
    expect(JSON.stringify(json)).not.toContain('argon2');
    expect((await f.call('DELETE', `${user}/identities/${google.id}`)).status).toBe(204);
    expect(await changesOf('users.unlinkIdentity')).toEqual([{ path: 'identities', before: 'google', after: null }]);
    const last = await f.call('DELETE', `${user}/identities/${String(json.items?.find((identity) => identity['provider'] === 'password')?.['id'])}`);
    expect(last.json).toMatchObject({ code: 'in_use', detail: expect.stringContaining('last way to sign in') as string });
  });
  it('are unlocked', async () => {
    const policy = { maxAttempts: 3, lockoutMinutes: 5 };
    for (let n = 0; n < 3; n += 1) await data.identities.claimAttempt(`person${made}@example.com`, policy);
    expect((await data.identities.claimAttempt(`person${made}@example.com`, policy))?.lockedUntil).not.toBeNull();
    expect((await f.call('POST', `${user}/unlock`, {})).json).toEqual({ unlocked: true });
    expect((await f.call('POST', `${user}/unlock`, {})).json).toEqual({ unlocked: false });
    expect((await data.identities.claimAttempt(`person${made}@example.com`, policy))?.lockedUntil).toBeNull();
  });
});

describe('second factors, consents, activity', () => {
  it('tell their state without a secret, and are removed', async () => {
    const { secret } = await data.mfa.enrol(id);
    await data.mfa.confirm(id, totpCode(secret));
    await data.mfa.trustDevice(id, { label: 'Laptop', lifetimeSeconds: 60 });
    const { json } = await f.call('GET', `${user}/mfa`);
    expect(json).toMatchObject({ required: false, totp: { confirmedAt: expect.any(String) as string }, recoveryCodesLeft: 10, devices: [{ label: 'Laptop' }] });
    expect(JSON.stringify(json)).not.toContain(secret);
    expect((await f.call('DELETE', `${user}/mfa`)).status).toBe(204);
    expect((await f.call('GET', `${user}/mfa`)).json).toMatchObject({ totp: null, recoveryCodesLeft: 0, devices: [] });
    expect(await changesOf('users.removeMfa')).toHaveLength(3);
  });
  it('revokes a consent with the client’s refresh tokens', async () => {
    const { refresh } = await signedIn('shop');
    await data.consents.grant(id, 'shop', ['openid', 'email']);
    expect((await f.call('GET', `${user}/consents`)).json.items).toMatchObject([{ clientId: 'shop', scopes: ['email', 'openid'], revokedAt: null }]);
    expect((await f.call('DELETE', `${user}/consents/shop`)).status).toBe(204);
    expect((await f.call('DELETE', `${user}/consents/shop`)).json.code).toBe('not_found');
    expect(await data.tokens.rotate(refresh, { lifetimeSeconds: 60 })).toMatchObject({ ok: false, reason: 'revoked' });
  });
  it('pages through what was tried', async () => {
    for (const outcome of ['wrong', 'ok']) await data.activity.record({ userId: id, kind: 'password', outcome, clientId: 'web', ip: '192.0.2.7', userAgent: null });
    const page = await f.call('GET', `${user}/activity?limit=1`);
    expect(page.json.items).toMatchObject([{ outcome: 'ok', kind: 'password', ip: '192.0.2.7' }]);
    expect((await f.call('GET', `${user}/activity?limit=1&cursor=${String(page.json['nextCursor'])}`)).json.items).toMatchObject([{ outcome: 'wrong' }]);
  });
});

describe('roles', () => {
  const edit = { headers: { 'if-match': '*' } };
  it('are created, read, changed under If-Match and deleted', async () => {
    const role = await f.call('POST', '/tenants/acme/roles', { name: 'billing', permissions: ['invoices:pay', 'invoices:read'], parent: 'member' });
    expect(role).toMatchObject({ status: 201, json: { name: 'billing', permissions: ['invoices:pay', 'invoices:read'], parent: 'member', system: false, users: 0 } });
    const etag = (await f.call('GET', '/tenants/acme/roles/billing')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect((await f.call('PATCH', '/tenants/acme/roles/billing', { description: 'x' })).status).toBe(428);
    expect((await f.call('PATCH', '/tenants/acme/roles/billing', { permissions: ['invoices:read'] }, { headers: { 'if-match': etag } })).status).toBe(200);
    expect((await f.call('PATCH', '/tenants/acme/roles/billing', { description: 'x' }, { headers: { 'if-match': etag } })).status).toBe(412);
    expect(await changesOf('roles.update')).toEqual([{ path: 'permissions', before: ['invoices:pay', 'invoices:read'], after: ['invoices:read'] }]);
    expect((await f.call('GET', '/tenants/acme/roles')).json.items?.map((one) => one['name'])).toEqual(['admin', 'billing', 'member']);
    expect((await f.call('DELETE', '/tenants/acme/roles/billing', undefined, edit)).status).toBe(204);
    expect((await f.call('GET', '/tenants/acme/roles/billing')).json.code).toBe('not_found');
  });
  it('are refused for a taken name, a circle, an unknown parent, the standard ones, and what is in use', async () => {
    await f.call('POST', '/tenants/acme/roles', { name: 'base' });
    await f.call('POST', '/tenants/acme/roles', { name: 'top', parent: 'base' });
    expect((await f.call('POST', '/tenants/acme/roles', { name: 'base' })).json).toMatchObject({ code: 'conflict', errors: [{ path: 'name' }] });
    expect((await f.call('PATCH', '/tenants/acme/roles/base', { parent: 'top' }, edit)).json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'parent', message: 'A role cannot inherit from itself.' }] });
    expect((await f.call('POST', '/tenants/acme/roles', { name: 'lost', parent: 'nowhere' })).json).toMatchObject({ code: 'not_found', errors: [{ path: 'parent' }] });
    expect((await f.call('PATCH', '/tenants/acme/roles/admin', { name: 'root' }, edit)).json).toMatchObject({ code: 'invalid_state', detail: expect.stringContaining('keeps its name') as string });
    expect((await f.call('DELETE', '/tenants/acme/roles/base', undefined, edit)).json).toMatchObject({ code: 'in_use', detail: expect.stringContaining('inherit from it: top') as string });
    expect((await f.call('POST', '/tenants/acme/roles', { name: 'Not Good', permissions: ['white space'] })).json.errors?.map((issue) => issue.path)).toEqual(['name', 'permissions.0']);
  });
  it('are given to a user under If-Match, with what they come to', async () => {
    await f.call('POST', '/tenants/acme/roles', { name: 'reader', permissions: ['docs:read'] });
    await f.call('POST', '/tenants/acme/roles', { name: 'writer', permissions: ['docs:write'], parent: 'reader' });
    const before = await f.call('GET', `${user}/roles`);
    expect(before.json).toMatchObject({ items: [], permissions: [] });
    const etag = before.headers.get('etag') ?? '';
    const given = await f.call('PUT', `${user}/roles`, { roles: ['writer'] }, { headers: { 'if-match': etag } });
    expect(given.json).toMatchObject({ items: [{ name: 'writer', users: 1 }], permissions: ['docs:read', 'docs:write'] });
    expect((await f.call('GET', '/tenants/acme/roles/writer/users')).json).toEqual({ items: [{ id, email: `person${made}@example.com`, name: 'Ada' }], nextCursor: null });
    expect((await f.call('PUT', `${user}/roles`, { roles: [] }, { headers: { 'if-match': etag } })).status).toBe(412);
    expect(await changesOf('users.setRoles')).toEqual([{ path: 'roles', before: [], after: ['writer'] }]);
    expect((await f.call('PUT', `${user}/roles`, { roles: ['ghost'] }, edit)).json).toMatchObject({ code: 'not_found', errors: [{ message: 'There is no role ghost.' }] });
  });
});

describe('who may not, and what is not there', () => {
  const reads = ['sessions', 'identities', 'mfa', 'consents', 'roles', 'activity'];
  it.each(reads)('%s of nobody are not found', async (what) => {
    expect((await f.call('GET', `/tenants/acme/users/${NOBODY}/${what}`)).json.code).toBe('not_found');
    expect((await f.call('GET', `/tenants/other/users/${id}/${what}`)).json.code).toBe('not_found');
  });
  it('a tenant-admin manages its own tenant and finds no other', async () => {
    const as = await f.tokenOf('tenant-admin', ['acme']);
    expect((await f.call('POST', '/tenants/acme/roles', { name: 'theirs' }, { as })).status).toBe(201);
    expect((await f.call('GET', '/tenants/other/roles', undefined, { as })).json.code).toBe('tenant_not_found');
    expect((await f.call('POST', '/tenants/other/sign-out-everyone', {}, { as })).json.code).toBe('tenant_not_found');
  });
  it('a viewer reads and changes nothing', async () => {
    const as = await f.tokenOf('viewer');
    for (const what of reads) expect((await f.call('GET', `${user}/${what}`, undefined, { as })).status, what).toBe(200);
    expect((await f.call('PUT', `${user}/roles`, { roles: [] }, { as, headers: { 'if-match': '*' } })).status).toBe(403);
    expect((await f.call('POST', '/tenants/acme/sign-out-everyone', {}, { as })).status).toBe(403);
  });
});
