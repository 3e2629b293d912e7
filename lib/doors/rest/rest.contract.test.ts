import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import type { Role } from '@/lib/model/admin';
import { allOperations } from '@/lib/operations/registry';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import type { Problem } from '../door-error';
import { openApiDocument } from './openapi';
import { createRestHandler } from './rest-handler';

let runtime: TestRuntime;
let owner: string;
const handle = createRestHandler();

async function tokenOf(role: Role, tenants: string[] = []): Promise<string> {
  return (await createApiToken(runtime.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null })).secret;
}

beforeAll(async () => {
  runtime = await openTestRuntime();
  owner = await tokenOf('owner');
});
afterAll(() => runtime.dispose());

interface Options {
  token?: string | null;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
}

async function request(method: string, path: string, { token = owner, body, raw, headers = {} }: Options = {}) {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await handle(
    new Request(`http://127.0.0.1/api/v1${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: text,
    }),
    runtime,
  );
  const answer = response.status === 204 ? '' : await response.text();
  return { status: response.status, headers: response.headers, json: (answer ? JSON.parse(answer) : null) as Record<string, unknown> & Problem };
}

describe('problems', () => {
  it.each([
    ['no token', 'GET', '/tenants', { token: null }, 401, 'unauthenticated'],
    ['a wrong token', 'GET', '/tenants', { token: 'tnt_wrong' }, 401, 'unauthenticated'],
    ['an unknown path', 'GET', '/nothing-here', {}, 404, 'not_found'],
    ['an unknown tenant', 'GET', '/tenants/nobody', {}, 404, 'tenant_not_found'],
    ['a body that is not JSON', 'POST', '/tenants', { raw: '{"slug":' }, 400, 'malformed'],
    ['a body that is a list', 'POST', '/tenants', { raw: '[1]' }, 400, 'malformed'],
    ['a body of another type', 'POST', '/tenants', { raw: 'slug=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'unsupported_media_type'],
    ['a body too large', 'POST', '/tenants', { raw: JSON.stringify({ slug: 'x', name: 'y'.repeat(1_100_000) }) }, 413, 'too_large'],
    ['bad values', 'POST', '/tenants', { body: { slug: 'No Good', name: '' } }, 422, 'validation_failed'],
    ['an edit without If-Match', 'PATCH', '/tenants/nobody', { body: { name: 'x' } }, 428, 'precondition_required'],
    ['a metadata address', 'POST', '/servers/test', { body: { name: 'x', host: '169.254.169.254', port: 5432, database: 'd', username: 'u' } }, 422, 'host_denied'],
    ['an unknown driver', 'POST', '/servers', { body: { name: 'x', driver: 'oracle', host: 'h', port: 1, database: 'd', username: 'u' } }, 422, 'validation_failed'],
  ] as const)('%s: %s %s', async (_what, method, path, options, status, code) => {
    const answer = await request(method, path, options);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ status, code, title: expect.any(String) as string, detail: expect.any(String) as string });
  });
  it('name each field by its dotted path, in the caller’s language', async () => {
    const body = { slug: 'postgres', name: 'x', database: { isolation: 'nonsense' } };
    const [en, es] = await Promise.all(['en', 'es'].map((language) => request('POST', '/tenants', { body, headers: { 'accept-language': language } })));
    expect(en?.json.errors?.map((error) => error.path).sort()).toEqual(['database.isolation', 'slug']);
    expect(es?.json.errors?.map((error) => error.path).sort()).toEqual(['database.isolation', 'slug']);
    expect(es?.json.title).not.toBe(en?.json.title);
  });
});

describe('editing', () => {
  it('answers ETag, wants it back, and refuses a lost update', async () => {
    const made = await request('POST', '/tenants', { body: { slug: 'etag', name: 'First', database: null } });
    expect(made.status).toBe(202);
    const read = await request('GET', '/tenants/etag');
    const etag = read.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]+"$/);
    const first = await request('PATCH', '/tenants/etag', { body: { name: 'Second' }, headers: { 'if-match': etag } });
    expect(first.json).toMatchObject({ name: 'Second' });
    expect((await request('PATCH', '/tenants/etag', { body: { name: 'Third' }, headers: { 'if-match': etag } })).json).toMatchObject({ status: 412, code: 'precondition_failed' });
    expect((await request('PATCH', '/tenants/etag', { body: { name: 'Fourth' }, headers: { 'if-match': '*' } })).json).toMatchObject({ name: 'Fourth' });
  });
  it('does not let the body name another item than the path', async () => {
    await request('POST', '/tenants', { body: { slug: 'in-path', name: 'a', database: null } });
    await request('POST', '/tenants', { body: { slug: 'in-body', name: 'b', database: null } });
    await request('PATCH', '/tenants/in-path', { body: { slug: 'in-body', name: 'changed' }, headers: { 'if-match': '*' } });
    expect((await request('GET', '/tenants/in-body')).json['name']).toBe('b');
    expect((await request('GET', '/tenants/in-path')).json['name']).toBe('changed');
  });
  it('gives a slug to one of twenty who want it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => request('POST', '/tenants', { body: { slug: 'wanted', name: 'x', database: null } })));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.json.code === 'slug_taken')).toHaveLength(19);
  });
  it('pages through a list without gap or repeat', async () => {
    for (let n = 0; n < 7; n += 1) await request('POST', '/tenants', { body: { slug: `page-${n}`, name: `Page ${n}`, database: null } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await request('GET', `/tenants?q=page-&limit=3&sort=-slug${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      seen.push(...(page.json['items'] as { slug: string }[]).map((tenant) => tenant.slug));
      cursor = page.json['nextCursor'] as string | null;
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `page-${n}`));
  });
});

describe('secrets', () => {
  it('a server’s password is taken and never answered, audited or logged in a file', async () => {
    const planted = 'planted-Secret-42';
    const made = await request('POST', '/servers', { body: { name: 'sealed', host: '127.0.0.1', port: 5999, database: 'd', username: 'u', password: planted } });
    expect(made.status).toBe(201);
    const id = String(made.json['id']);
    const answers = await Promise.all([request('GET', `/servers/${id}`), request('GET', '/servers'), request('GET', '/audit'), request('GET', '/overview')]);
    for (const answer of [made, ...answers]) {
      expect(JSON.stringify(answer.json)).not.toContain(planted);
      expect(JSON.stringify(answer.json)).not.toContain('tnt1.');
    }
    expect(answers[0]?.json['hasPassword']).toBe(true);
    const { readFile } = await import('node:fs/promises');
    expect(await readFile(`${runtime.env.fsRoot}/servers/servers.yaml`, 'utf8')).not.toContain(planted);
  });
  it('a token is shown once, revoked at once', async () => {
    const made = await request('POST', '/tokens', { body: { name: 'short', role: 'viewer' } });
    const secret = String(made.json['token']);
    expect((await request('GET', '/tenants', { token: secret })).status).toBe(200);
    expect(JSON.stringify((await request('GET', '/tokens')).json)).not.toContain(secret);
    expect((await request('DELETE', `/tokens/${String(made.json['id'])}`)).status).toBe(204);
    expect((await request('GET', '/tenants', { token: secret })).status).toBe(401);
  });
  it('a session cookie does not open this door', async () => {
    const answer = await request('GET', '/tenants', { token: null, headers: { cookie: 'tenantry.session=whatever' } });
    expect(answer.status).toBe(401);
  });
});

describe('audit', () => {
  it('has intent and outcome of what went right and what went wrong, and the chain is whole', async () => {
    await request('POST', '/tenants', { body: { slug: 'audited', name: 'x', database: null } });
    await request('POST', '/tenants', { body: { slug: 'audited', name: 'x', database: null } });
    const events = (await request('GET', '/audit?tenant=audited')).json['items'] as { action: string; outcome: string; error: string | null; door: string }[];
    expect(events.map(({ action, outcome, error, door }) => ({ action, outcome, error, door }))).toEqual([
      { action: 'tenants.create', outcome: 'failure', error: 'slug_taken', door: 'rest' },
      { action: 'tenants.create', outcome: 'success', error: null, door: 'rest' },
    ]);
    expect((await request('GET', '/audit/verify')).json).toMatchObject({ ok: true });
  });
});

describe('OpenAPI', () => {
  it('describes every operation, with its permission', async () => {
    const document = await openApiDocument('1.2.3');
    expect(document['openapi']).toMatch(/^3\.1/);
    const ids = Object.values(document.paths ?? {}).flatMap((methods) => Object.values(methods).map((route) => route.operationId));
    expect(ids.sort()).toEqual(allOperations().map((operation) => operation.name).sort());
  });
});
