import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRestFixture, restCaller, type RestAnswer, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { createApiToken } from '@/lib/auth/tokens';
import { openTestRuntime } from '@/lib/testing/test-runtime';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
let f: RestFixture;
let as: string;
let made = 0;
let id: string;
beforeAll(async () => {
  f = await openRestFixture();
  await f.tenant('acme');
  as = await f.tokenOf('runtime', ['acme']);
});
afterAll(() => f?.close());
beforeEach(() => {
  id = `client-${(made += 1)}`;
});

const at = (path = '') => `/tenants/acme/clients${path}`;
const runtime = (path: string, body?: object, method = 'POST'): Promise<RestAnswer> => f.call(method, `/tenants/acme/runtime/${path}`, body, { as });
const secretOf = (answer: RestAnswer) => String(answer.json['clientSecret']);
const verify = async (clientId: string, secret: string) => (await runtime(`clients/${clientId}/verify-secret`, { secret })).json;
const user = async () => String((await f.call('POST', '/tenants/acme/users', { email: `${id}@example.com`, password: 'correct horse 9' })).json['id']);
const edit = { headers: { 'if-match': '*' } };

describe('a client', () => {
  it('begins as its kind does, and shows its secret once', async () => {
    const web = await f.call('POST', at(), { clientId: id, name: 'Shop', kind: 'web', type: 'confidential', redirectUris: ['https://shop.example/cb'] });
    expect(web).toMatchObject({ status: 201, json: { clientId: id, kind: 'web', grantTypes: ['authorization_code', 'refresh_token'], scopes: ['openid', 'profile', 'email', 'offline_access'], requirePkce: true, accessTokenTtlSeconds: 3600, refreshTokenTtlSeconds: null, lastUsedAt: null } });
    expect(secretOf(web)).toMatch(/^tnc_[\w-]{43}$/);
    const read = await f.call('GET', at(`/${id}`));
    expect(read.headers.get('etag')).toBe(`"${String(read.json['version'])}"`);
    expect(read.json['secrets']).toMatchObject([{ id: web.json['secretId'], hint: secretOf(web).slice(-4), status: 'live', lastUsedAt: null, expiresAt: null }]);
    expect(JSON.stringify(read.json)).not.toMatch(/tnc_|hash/);
    const text = await readFile(join(f.runtime.env.fsRoot, 'tenants/acme/clients.yaml'), 'utf8');
    expect(text).toContain(id);
    expect(text).not.toContain(secretOf(web));
  });

  it('of the public kinds never has one, and a machine has nothing else', async () => {
    const spa = await f.call('POST', at(), { name: 'Portal', kind: 'spa', type: 'public', redirectUris: ['https://portal.example/'] });
    expect(spa.json).not.toHaveProperty('clientSecret');
    expect(spa.json).toMatchObject({ secrets: [], clientId: expect.stringMatching(/^[0-9a-f]{20}$/) as string });
    expect((await f.call('POST', at(`/${String(spa.json['clientId'])}/secrets`), {})).json).toMatchObject({ code: 'invalid_state', detail: 'A public client has no secrets.' });
    const machine = await f.call('POST', at(), { clientId: id, name: 'Nightly', kind: 'm2m', type: 'confidential' });
    expect(machine.json).toMatchObject({ redirectUris: [], grantTypes: ['client_credentials'], scopes: [], clientSecret: expect.any(String) as string });
  });

  it.each([
    [{ kind: 'spa', type: 'confidential' }, 'type'],
    [{ kind: 'native', type: 'confidential' }, 'type'],
    [{ kind: 'm2m', type: 'public', redirectUris: [] }, 'type'],
    [{ kind: 'm2m', type: 'confidential' }, 'redirectUris'],
    [{ redirectUris: [] }, 'redirectUris'],
    [{ redirectUris: ['https://ok.example/', 'http://localhost.evil.com/'] }, 'redirectUris.1'],
    [{ redirectUris: ['https://ok.example/', 'https://ok.example/'] }, 'redirectUris.1'],
    [{ postLogoutRedirectUris: ['javascript:alert(1)'] }, 'postLogoutRedirectUris.0'],
    [{ allowedOrigins: ['https://ok.example/path'] }, 'allowedOrigins.0'],
    [{ grantTypes: ['refresh_token'] }, 'grantTypes'],
    [{ kind: 'spa', type: 'public', grantTypes: ['client_credentials'] }, 'grantTypes'],
    [{ kind: 'spa', type: 'public', requirePkce: false }, 'requirePkce'],
    [{ accessTokenTtlSeconds: 59 }, 'accessTokenTtlSeconds'],
    [{ accessTokenTtlSeconds: 86_401 }, 'accessTokenTtlSeconds'],
    [{ refreshTokenTtlSeconds: 31_536_001 }, 'refreshTokenTtlSeconds'],
    [{ accessTokenTtlSeconds: 7200, refreshTokenTtlSeconds: 3600 }, 'refreshTokenTtlSeconds'],
    [{ scopes: ['openid', 'no-such'] }, 'scopes.1'],
    [{ scopes: ['email'] }, 'scopes.0'],
    [{ clientId: 'Bad Id' }, 'clientId'],
    [{ name: ' ' }, 'name'],
  ])('that says %j is refused at %s', async (over, path) => {
    const { status, json } = await f.call('POST', at(), { clientId: id, name: 'X', kind: 'web', type: 'confidential', redirectUris: ['https://x.example/'], ...over });
    expect({ status, code: json.code }).toEqual({ status: 422, code: 'validation_failed' });
    expect(json.errors?.map((error) => error.path)).toContain(path);
    expect(json.errors?.every((error) => error.message.includes(' '))).toBe(true);
  });

  it('is changed by who read it last, and told of with before and after', async () => {
    await f.client('acme', id);
    expect((await f.client('acme', id)).json).toMatchObject({ code: 'conflict', errors: [{ path: 'clientId' }] });
    expect((await f.call('PATCH', at(`/${id}`), { name: 'New' })).json.code).toBe('precondition_required');
    const { version } = (await f.call('GET', at(`/${id}`))).json;
    const changed = await f.call('PATCH', at(`/${id}`), { name: 'New', accessTokenTtlSeconds: 900, redirectUris: ['https://new.example/cb'] }, { headers: { 'if-match': `"${String(version)}"` } });
    expect(changed.json).toMatchObject({ name: 'New', accessTokenTtlSeconds: 900, requirePkce: true });
    expect((await f.call('PATCH', at(`/${id}`), { name: 'Late' }, { headers: { 'if-match': `"${String(version)}"` } })).json.code).toBe('precondition_failed');
    expect((await f.call('PATCH', at(`/${id}`), { redirectUris: ['https://*.example/'] }, edit)).json.errors).toMatchObject([{ path: 'redirectUris.0' }]);
    const { items } = await f.runtime.records.audit.list({ limit: 200 });
    const told = items.find((event) => event.action === 'clients.update' && event.outcome === 'success' && event.target.id === id);
    expect(told?.changes).toEqual([
      { path: 'accessTokenTtlSeconds', before: 3600, after: 900 },
      { path: 'name', before: id, after: 'New' },
      { path: 'redirectUris', before: [`https://${id}.example/cb`], after: ['https://new.example/cb'] },
    ]);
    const created = items.find((event) => event.action === 'clients.create' && event.target.id === id && event.outcome === 'success');
    expect(created?.changes).toContainEqual({ path: 'clientSecret', before: null, after: '••••' });
  });

  it('is made once for repetitions of a request, with the same secret', async () => {
    const again = () => f.call('POST', at(), { clientId: id, name: 'Once', kind: 'm2m', type: 'confidential' }, { headers: { 'idempotency-key': `make-${id}` } });
    const [first, second] = [await again(), await again()];
    expect(secretOf(first)).toMatch(/^tnc_/);
    expect(second.json).toEqual(first.json);
  });

  it('is found in lists by page, order, kind and words', async () => {
    await f.call('POST', '/tenants', { slug: 'lists', name: 'Lists', database: null });
    for (const name of ['Ábaco', 'beta', 'Gamma']) await f.call('POST', '/tenants/lists/clients', { name, clientId: `${name.toLowerCase().replace('á', 'a')}-x`, kind: name === 'beta' ? 'm2m' : 'spa', type: name === 'beta' ? 'confidential' : 'public', redirectUris: name === 'beta' ? [] : [`https://${name === 'Gamma' ? 'gamma' : 'abaco'}.example/`] });
    const names = async (query: string) => (await f.call('GET', `/tenants/lists/clients${query}`)).json.items?.map((item) => item['name']);
    expect(await names('')).toEqual(['Ábaco', 'beta', 'Gamma']);
    expect(await names('?sort=-name')).toEqual(['Gamma', 'beta', 'Ábaco']);
    expect(await names('?q=abac')).toEqual(['Ábaco']);
    expect(await names('?q=gamma.example')).toEqual(['Gamma']);
    expect(await names('?kind=m2m')).toEqual(['beta']);
    const first = (await f.call('GET', '/tenants/lists/clients?limit=2')).json;
    expect(first).toMatchObject({ total: 3 });
    expect(await names(`?limit=2&cursor=${String(first['nextCursor'])}`)).toEqual(['Gamma']);
    expect((await f.call('GET', '/tenants/lists/clients?sort=secret')).json.errors).toMatchObject([{ path: 'sort' }]);
  });
});

describe('secrets', () => {
  it('are two at most, verified, noted as used where no file changes, and revoked', async () => {
    const first = secretOf(await f.client('acme', id));
    const file = () => readFile(join(f.runtime.env.fsRoot, 'tenants/acme/clients.yaml'), 'utf8');
    const before = await file();
    expect(await verify(id, first)).toMatchObject({ ok: true });
    expect(await file()).toBe(before);
    const shown = (await f.call('GET', at(`/${id}`))).json;
    expect(shown['lastUsedAt']).toEqual(expect.any(String));
    const second = await f.call('POST', at(`/${id}/secrets`), {});
    expect(second.status).toBe(201);
    expect((await f.call('POST', at(`/${id}/secrets`), {})).json).toMatchObject({ code: 'invalid_state', detail: expect.stringContaining('Two secrets') as string });
    for (const secret of [first, secretOf(second)]) expect(await verify(id, secret)).toMatchObject({ ok: true });
    const [{ id: firstId }] = shown['secrets'] as [{ id: string }];
    expect((await f.call('DELETE', at(`/${id}/secrets/${firstId}`))).status).toBe(204);
    expect((await f.call('DELETE', at(`/${id}/secrets/${firstId}`))).json.code).toBe('not_found');
    expect(await verify(id, first)).toEqual({ ok: false, reason: 'wrong' });
    expect(await verify(id, secretOf(second))).toMatchObject({ ok: true });
  });

  it('end at their hour, and an older one when the newer takes over', async () => {
    const first = secretOf(await f.client('acme', id));
    expect((await f.call('POST', at(`/${id}/secrets`), { expiresAt: '2020-01-01T00:00:00Z' })).json.errors).toMatchObject([{ path: 'expiresAt' }]);
    const second = await f.call('POST', at(`/${id}/secrets`), { othersExpireAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await verify(id, first)).toMatchObject({ ok: true });
    // Its hour has come: as a file says it that somebody wrote.
    const path = join(f.runtime.env.fsRoot, 'tenants/acme/clients.yaml');
    const expiry = ((second.json['client'] as { secrets: { expiresAt: string }[] }).secrets[0] ?? { expiresAt: '' }).expiresAt;
    await writeFile(path, (await readFile(path, 'utf8')).replace(expiry, '2020-01-01T00:00:00.000Z'));
    expect(await verify(id, first)).toEqual({ ok: false, reason: 'expired' });
    expect((await f.call('GET', at(`/${id}`))).json['secrets']).toMatchObject([{ status: 'expired' }, { status: 'live' }]);
    expect((await f.call('POST', at(`/${id}/secrets`), {})).status).toBe(201);
  });

  it('that are wrong are refused, and the tenant’s sign-in events say so', async () => {
    const secret = secretOf(await f.client('acme', id));
    expect(await verify(id, `${secret}x`)).toEqual({ ok: false, reason: 'wrong' });
    expect(await verify('nobody-here', secret)).toEqual({ ok: false, reason: 'unknown' });
    const spa = await f.client('acme', `${id}-spa`, { kind: 'spa', type: 'public' });
    expect(await verify(String(spa.json['clientId']), secret)).toEqual({ ok: false, reason: 'public' });
    const { items } = await (await f.data('acme')).activity.list({ limit: 100 });
    expect(items.filter((event) => event.outcome === 'client_refused' && event.clientId === id)).toHaveLength(1);
  });

  it('are verified without a data plane, and while the tenant is on only', async () => {
    const files = await openTestRuntime();
    try {
      const token = async (role: 'owner' | 'runtime', tenants: string[]) => (await createApiToken(files.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null })).secret;
      const call = restCaller(files, await token('owner', []));
      await call('POST', '/tenants', { slug: 'files', name: 'Files', database: null });
      const { json } = await call('POST', '/tenants/files/clients', { clientId: 'bot', name: 'Bot', kind: 'm2m', type: 'confidential' });
      const server = { as: await token('runtime', ['files']) };
      const check = (secret: unknown) => call('POST', '/tenants/files/runtime/clients/bot/verify-secret', { secret }, server);
      expect((await check(json['clientSecret'])).json).toMatchObject({ ok: true, secretId: json['secretId'] });
      expect((await check('tnc_wrong')).json).toEqual({ ok: false, reason: 'wrong' });
      await files.store.config.tenants.update('files', '*', (tenant) => ({ ...tenant, status: 'SUSPENDED' }));
      expect((await check(json['clientSecret'])).json.code).toBe('tenant_suspended');
      expect((await call('DELETE', '/tenants/files/clients/bot', undefined, edit)).status).toBe(204);
    } finally {
      await files.dispose();
    }
  });
});

describe('what a client may', () => {
  it('is asked before a browser is sent anywhere', async () => {
    await f.client('acme', id, { scopes: ['openid', 'email'] });
    const ask = async (over: object) => (await runtime(`clients/${id}/check-authorization`, { redirectUri: `https://${id}.example/cb`, scopes: ['openid', 'email'], codeChallenge: CHALLENGE, codeChallengeMethod: 'S256', ...over })).json;
    expect(await ask({})).toEqual({ ok: true, scopes: ['email', 'openid'] });
    expect(await ask({ scopes: ['email'] })).toEqual({ ok: true, scopes: ['email', 'openid'] });
    for (const redirectUri of [`https://${id}.example/cb/`, `https://${id}.example/cb?x`, `https://${id.toUpperCase()}.example/cb`, 'https://evil.example/cb']) expect(await ask({ redirectUri })).toEqual({ ok: false, reason: 'redirect_uri' });
    expect(await ask({ codeChallengeMethod: 'plain' })).toEqual({ ok: false, reason: 'pkce_required' });
    expect(await ask({ codeChallenge: undefined })).toEqual({ ok: false, reason: 'pkce_required' });
    expect(await ask({ scopes: ['openid', 'phone'] })).toEqual({ ok: false, reason: 'invalid_scope', refusedScopes: ['phone'] });
    expect((await runtime('clients/nobody-here/check-authorization', { redirectUri: 'https://x.example' })).json).toEqual({ ok: false, reason: 'unknown_client' });
  });

  it('is told to its authorization server, without secrets', async () => {
    await f.client('acme', id);
    await f.settings('acme', (settings) => ({ ...settings, refreshLifetimeSeconds: 777 }));
    const { json } = await runtime(`clients/${id}`, undefined, 'GET');
    expect(json).toMatchObject({ clientId: id, refreshTokenTtlSeconds: 777, redirectUris: [`https://${id}.example/cb`] });
    expect(JSON.stringify(json)).not.toMatch(/secret|hash/i);
    expect((await runtime('clients/nobody-here', undefined, 'GET')).json.code).toBe('not_found');
  });

  it('decides how long its refresh tokens live, and of what scopes they are', async () => {
    const userId = await user();
    await f.client('acme', id, { refreshTokenTtlSeconds: 4_000, scopes: ['openid', 'offline_access'] });
    const lives = (json: Record<string, unknown>) => {
      const { createdAt, expiresAt } = json['refreshToken'] as { createdAt: string; expiresAt: string };
      return Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / 1000);
    };
    const { json } = await runtime('refresh-tokens', { userId, clientId: id, scopes: ['openid', 'offline_access'] });
    expect(lives(json)).toBe(4_000);
    await f.call('PATCH', at(`/${id}`), { refreshTokenTtlSeconds: 5_000 }, edit);
    expect(lives((await runtime('refresh-tokens/rotate', { token: json['token'] })).json)).toBe(5_000);
    expect((await runtime('refresh-tokens', { userId, clientId: id, scopes: ['openid', 'email'] })).json.errors).toMatchObject([{ path: 'scopes.1' }]);
    expect((await runtime('consents', { userId, clientId: id, scopes: ['email'] })).json.errors).toMatchObject([{ path: 'scopes.0' }]);
    for (const path of ['refresh-tokens', 'consents', 'sessions']) expect((await runtime(path, { userId, clientId: 'nobody-here', scopes: ['openid'] })).json.errors, path).toMatchObject([{ path: 'clientId', message: 'This tenant has no such client.' }]);
    await f.client('acme', `${id}-m`, { kind: 'm2m', redirectUris: [] });
    expect((await runtime('refresh-tokens', { userId, clientId: `${id}-m` })).json.errors).toMatchObject([{ path: 'clientId' }]);
  });

  it('may want a verified address of its users', async () => {
    const userId = await user();
    await f.client('acme', id, { requireEmailVerification: true });
    const signIn = async () => (await runtime('verify-password', { email: `${id}@example.com`, password: 'correct horse 9', clientId: id })).json;
    expect(await signIn()).toEqual({ ok: false, userId, reason: 'email_unverified' });
    const { json } = await runtime('email-tokens', { kind: 'verification', userId });
    await runtime('email-tokens/consume', { kind: 'verification', token: json['token'] });
    expect(await signIn()).toEqual({ ok: true, userId });
  });

  it('ends with it: its tokens, what users allowed it, and the secret’s use', async () => {
    const [userId, data] = [await user(), await f.data('acme')];
    const secret = secretOf(await f.client('acme', id));
    await verify(id, secret);
    await runtime('consents', { userId, clientId: id, scopes: ['openid'] });
    const { json } = await runtime('refresh-tokens', { userId, clientId: id });
    expect((await f.call('DELETE', at(`/${id}`))).json.code).toBe('precondition_required');
    expect((await f.call('DELETE', at(`/${id}`), undefined, { headers: { 'if-match': '"other"' } })).json.code).toBe('precondition_failed');
    expect(await data.tokens.counts({ clientId: id })).toMatchObject({ active: 1 });
    expect((await f.call('DELETE', at(`/${id}`), undefined, edit)).status).toBe(204);
    expect(await data.tokens.counts({ clientId: id })).toMatchObject({ active: 0, revoked: 1 });
    expect(await data.consents.get(userId, id)).toBeNull();
    expect((await runtime('refresh-tokens/rotate', { token: json['token'] })).json).toEqual({ ok: false, reason: 'unknown' });
    expect(await verify(id, secret)).toEqual({ ok: false, reason: 'unknown' });
    // Another of its name finds nothing of it.
    await f.client('acme', id);
    expect((await runtime('refresh-tokens/rotate', { token: json['token'] })).json).toEqual({ ok: false, reason: 'revoked' });
    expect((await f.call('GET', at(`/${id}`))).json['lastUsedAt']).toBeNull();
  });
});
