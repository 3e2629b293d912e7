import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encode } from 'next-auth/jwt';
import { PEER_HEADER } from '@/lib/auth/peer-address';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { completeSetup, createSetupToken } from '@/lib/auth/setup';
import { openConsoleSession } from '@/lib/auth/sign-in';
import { createApiToken } from '@/lib/auth/tokens';
import { createRateLimits } from '@/lib/limits/rate-limits';
import type { Role } from '@/lib/model/admin';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import type { Problem } from './door-error';
import { createFilesHandler } from './files';
import { createRestHandler } from './rest/rest-handler';
import { CSRF_HEADER } from './rpc/csrf';
import { createRpcHandler } from './rpc/rpc-handler';

/** A minute's worth; a sixth of it may come at once. */
const SETTINGS = { principal: 60, tenant: 30, address: 12 };
const BURST = { principal: 10, tenant: 5, address: 2 };
const PROXY = '10.0.0.1';
const handlers = { rest: createRestHandler(), rpc: createRpcHandler(), files: createFilesHandler() };

let base: TestRuntime;
let runtime: TestRuntime;
let owner: string;
let cookie: string;
let now = 0;
beforeAll(async () => {
  base = await openTestRuntime({ TRUSTED_PROXIES: PROXY });
  runtime = base;
  owner = await tokenOf('owner');
  for (const slug of ['acme', 'globex']) expect((await send('POST', '/tenants', { token: owner, body: JSON.stringify({ slug, name: slug, database: null }) })).status).toBe(202);
  const { token } = await createSetupToken(base.records);
  const admin = await completeSetup({ records: base.records, config: base.store.config }, { token, email: 'owner@example.com', name: '', password: 'correct horse battery' });
  const session = await openConsoleSession(base.records, admin.id, { ip: null, userAgent: null });
  cookie = `${sessionCookieName(false)}=${await encode({ token: { sid: session.id }, secret: base.env.nextauthSecret ?? '' })}`;
});
beforeEach(() => {
  runtime = { ...base, rateLimits: createRateLimits(SETTINGS, () => now) };
});
afterAll(() => base?.dispose());

const tokenOf = async (role: Role, tenants: string[] = []): Promise<string> => (await createApiToken(base.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null })).secret;

interface Sent {
  token?: string;
  body?: string | ReadableStream<Uint8Array>;
  headers?: Record<string, string>;
}
async function send(method: string, path: string, { token, body, headers = {} }: Sent = {}) {
  const sent = { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
  const response = await handlers.rest(new Request(`http://127.0.0.1/api/v1${path}`, { method, headers: sent, body, ...(typeof body === 'object' && { duplex: 'half' }) }), runtime);
  return { status: response.status, retryAfter: response.headers.get('retry-after'), problem: (await response.json()) as Problem };
}
const countOf = (answers: { status: number }[], status: number): number => answers.filter((answer) => answer.status === status).length;
const times = <T>(count: number, call: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, call));

describe('how often', () => {
  it('holds for a principal whose calls run at once, says when to come again, and then lets it in', async () => {
    const token = await tokenOf('viewer');
    const answers = await times(30, () => send('GET', '/me', { token }));
    expect([countOf(answers, 200), countOf(answers, 429)]).toEqual([BURST.principal, 20]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused).toMatchObject({ retryAfter: '1', problem: { code: 'rate_limited', status: 429 } });
    expect(countOf(await times(3, () => send('GET', '/me', { token: owner })), 200)).toBe(3);
    now += 1_000;
    expect(countOf(await times(5, () => send('GET', '/me', { token })), 200)).toBe(1);
  });

  it('counts the same admin over every door that the session opens', async () => {
    const rpc = () => handlers.rpc(new Request('http://127.0.0.1/rpc/me/get', { method: 'POST', headers: { cookie, [CSRF_HEADER]: '1', 'content-type': 'application/json' }, body: '{}' }), runtime);
    const files = () => handlers.files(new Request('http://127.0.0.1/files/tenants/nobody/users/export', { headers: { cookie } }), runtime);
    expect(countOf(await times(BURST.principal, rpc), 200)).toBe(BURST.principal);
    expect((await files()).status).toBe(429);
    const refused = await rpc();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  });

  it('counts an authorization server by tenant: one tenant’s rush keeps no other out', async () => {
    const token = await tokenOf('runtime', ['acme', 'globex']);
    const at = (slug: string) => send('GET', `/tenants/${slug}/runtime/clients/web`, { token });
    const named = (slug: string) => send('GET', '/runtime/clients/web', { token, headers: { 'x-tenant-slug': slug } });
    // Another token of the same tenant: the tenant's limit, not the token's.
    const other = await tokenOf('runtime', ['acme']);
    const rush = await times(12, () => at('acme'));
    expect(countOf(rush, 429)).toBe(12 - BURST.tenant);
    expect((await send('GET', '/tenants/acme/runtime/clients/web', { token: other })).status).toBe(429);
    expect(countOf(await times(BURST.tenant, () => named('globex')), 429)).toBe(0);
    expect([(await named('globex')).status, (await at('globex')).status]).toEqual([429, 429]);
    // Nor does it keep operators' scripts out.
    expect((await send('GET', '/tenants/acme', { token: owner })).status).toBe(200);
  });

  it('lets nobody use up the limit of a tenant that they may not see', async () => {
    const stranger = await tokenOf('tenant-admin', ['globex']);
    expect(countOf(await times(8, () => send('GET', '/tenants/acme', { token: stranger })), 404)).toBe(8);
    expect((await send('GET', '/tenants/acme', { token: owner })).status).toBe(200);
  });

  it('counts whom nobody knows by address, as trusted proxies tell it', async () => {
    const from = (peer: string, forwarded?: string) => send('GET', '/tenants', { token: 'tnt_wrong', headers: { [PEER_HEADER]: peer, ...(forwarded && { 'x-forwarded-for': forwarded }) } });
    expect(countOf(await times(6, () => from('203.0.113.1')), 401)).toBe(BURST.address);
    // What a stranger says of its own address does not count.
    expect((await from('203.0.113.1', '198.51.100.9')).status).toBe(429);
    expect((await from(PROXY, '198.51.100.9')).status).toBe(401);
    expect(countOf(await times(4, () => from(PROXY, '198.51.100.10')), 401)).toBe(BURST.address);
    // Who is known is not kept out by an address that strangers use too.
    expect((await send('GET', '/me', { token: owner, headers: { [PEER_HEADER]: '203.0.113.1' } })).status).toBe(200);
  });
});

describe('how much', () => {
  const MB = 1_048_576;
  /** A body that says how much of it was asked for. */
  function endless() {
    let read = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        read += 65_536;
        controller.enqueue(new TextEncoder().encode(' '.repeat(65_536)));
      },
    }, { highWaterMark: 0 });
    return { body, read: () => read };
  }

  it('is refused by its length before any of it is read', async () => {
    const { body, read } = endless();
    expect(await send('POST', '/tenants', { token: owner, body, headers: { 'content-length': String(2 * MB) } })).toMatchObject({ status: 413, problem: { code: 'too_large' } });
    expect(read()).toBe(0);
  });
  it('is refused without a length as soon as it is too much', async () => {
    const { body, read } = endless();
    expect((await send('POST', '/tenants', { token: owner, body })).status).toBe(413);
    expect(read()).toBeLessThan(2 * MB);
    const rpc = endless();
    const answer = await handlers.rpc(new Request('http://127.0.0.1/rpc/tenants/create', { method: 'POST', headers: { cookie, [CSRF_HEADER]: '1', 'content-type': 'application/json' }, body: rpc.body, ...{ duplex: 'half' } }), runtime);
    expect([answer.status, rpc.read() < 2 * MB]).toEqual([413, true]);
  });
  it.each([
    ['deep in a record', (deep: string) => `{"slug":"deep","name":"x","database":null,"labels":${deep}}`],
    ['deep in what nobody knows', (deep: string) => `{"slug":"deep","name":"x","database":null,"other":${deep}}`],
    ['deep as a whole', (deep: string) => deep],
  ])('is refused or left out where it is %s', async (_what, bodyOf) => {
    for (const depth of [10_000, 400_000]) {
      const { status, problem } = await send('POST', '/tenants', { token: owner, body: bodyOf('['.repeat(depth) + ']'.repeat(depth)), headers: { 'idempotency-key': `deep-${depth}` } });
      expect([202, 400, 409, 422], JSON.stringify(problem)).toContain(status);
    }
  });
  it('is no more than a page', async () => {
    for (const limit of ['201', '0', '-1', '1e9', 'x']) expect((await send('GET', `/tenants?limit=${limit}`, { token: owner })).status, limit).toBe(422);
    expect((await send('GET', '/tenants?limit=200', { token: owner })).status).toBe(200);
    expect((await send('GET', `/tenants?q=${'x'.repeat(2_000)}`, { token: owner })).status).toBe(422);
  });
});
