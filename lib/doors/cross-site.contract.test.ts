import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { openConsoleSession } from '@/lib/auth/sign-in';
import { completeSetup, createSetupToken } from '@/lib/auth/setup';
import { getMe } from '@/lib/operations/me/get-me';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { serverAction } from './action';
import { refusal } from './auth-door';
import { eventStream } from './events';
import { createFilesHandler } from './files';
import { createRestHandler } from './rest/rest-handler';
import { CSRF_HEADER } from './rpc/csrf';
import { createRpcHandler } from './rpc/rpc-handler';

/** What Next tells a server action of its request. */
const asked = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(asked.headers) }));

const RUNTIME = Symbol.for('tenantry.runtime');
const HOST = 'console.example';
const HERE = `https://${HOST}`;
const rpc = createRpcHandler();
const files = createFilesHandler();
const rest = createRestHandler();

let runtime: TestRuntime;
let cookie: string;
beforeAll(async () => {
  runtime = await openTestRuntime();
  Object.assign(globalThis, { [RUNTIME]: Promise.resolve(runtime) });
  const { token } = await createSetupToken(runtime.records);
  const admin = await completeSetup({ records: runtime.records, config: runtime.store.config }, { token, email: 'owner@example.com', name: '', password: 'correct horse battery' });
  const session = await openConsoleSession(runtime.records, admin.id, { ip: null, userAgent: null });
  cookie = `${sessionCookieName(false)}=${await encode({ token: { sid: session.id }, secret: runtime.env.nextauthSecret ?? '' })}`;
});
afterAll(async () => {
  Reflect.deleteProperty(globalThis, RUNTIME);
  await runtime?.dispose();
});

type Sent = Record<string, string>;
const OURS = { [CSRF_HEADER]: '1', 'content-type': 'application/json' };
const request = (path: string, method: string, headers: Sent, body?: string) => new Request(`${HERE}${path}`, { method, headers: { host: HOST, cookie, ...headers }, body });

/** Doors that a cookie opens: the status that each answers with to the same call, sent with some headers. */
const doors: Record<string, (headers: Sent) => Promise<number>> = {
  rpc: async (headers) => (await rpc(request('/rpc/me/get', 'POST', { ...OURS, ...headers }, '{}'), runtime)).status,
  'an upload': async (headers) => (await files(request('/files/tenants/nobody/users/import', 'POST', { ...OURS, 'content-type': 'text/csv', ...headers }, 'email\n'), runtime)).status,
  'a download': async (headers) => (await files(request('/files/tenants/nobody/users/export', 'GET', headers), runtime)).status,
  'a server action': async (headers) => {
    asked.headers = new Headers({ host: HOST, cookie, ...headers });
    const answer = await serverAction(getMe)({});
    return answer.ok ? 200 : answer.error.status;
  },
  'live events': async (headers) => {
    const abort = new AbortController();
    const response = await eventStream(new Request(`${HERE}/api/v1/events`, { headers: { host: HOST, cookie, ...headers }, signal: abort.signal }), runtime);
    abort.abort();
    return response.status;
  },
  'signing in and out': (headers) => Promise.resolve(refusal(request('/api/auth/signout', 'POST', headers, 'csrfToken=x'), 'signout') === null ? 200 : 403),
};
/** Let through; what is asked for may not be there. */
const LET_IN = [200, 404];

const FOREIGN: [string, Sent][] = [
  ['another site’s page, by its origin', { origin: 'https://evil.example' }],
  ['another site’s page, as the browser says', { origin: HERE, 'sec-fetch-site': 'cross-site' }],
  ['another site, without an origin', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour’s page', { 'sec-fetch-site': 'same-site', origin: 'https://other.console.example' }],
  ['a page of this host at another port', { origin: `${HERE}:8443` }],
  ['a sandboxed frame', { origin: 'null' }],
  ['an origin that is none', { origin: 'console.example' }],
  ['an origin that only begins alike', { origin: `${HERE}.evil.example` }],
];

describe.each(Object.entries(doors))('%s', (name, send) => {
  it('answers a page of ours', async () => {
    expect(LET_IN).toContain(await send({ origin: HERE, 'sec-fetch-site': 'same-origin' }));
  });
  it.each(FOREIGN)('refuses %s', async (_what, headers) => {
    expect(await send(headers)).toBe(403);
  });
});

describe('what a plain form can send', () => {
  it('lacks the header that calls and uploads need', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
      const headers = { 'content-type': type, origin: HERE, 'sec-fetch-site': 'same-origin' };
      expect((await rpc(request('/rpc/me/get', 'POST', headers, '{}'), runtime)).status).toBe(403);
      expect((await files(request('/files/tenants/nobody/users/import', 'POST', headers, 'x'), runtime)).status).toBe(403);
    }
  });
  it('is no server action where the browser does not say whence it comes', async () => {
    expect(await doors['a server action']?.({})).toBe(403);
  });
  it('opens no REST, whatever cookie comes with it', async () => {
    for (const path of ['/me', '/tenants']) expect((await rest(request(`/api/v1${path}`, 'GET', { origin: HERE, 'sec-fetch-site': 'same-origin' }), runtime)).status).toBe(401);
  });
});

describe('next-auth’s routes', () => {
  const post = (headers: Sent) => new Request(`${HERE}/api/auth/callback/credentials`, { method: 'POST', headers: { host: HOST, ...headers } });
  it.each([
    ['a sign-in', { 'content-length': '400' }, null],
    ['nothing', { 'content-length': '0' }, null],
    ['more than a sign-in can be', { 'content-length': '16385' }, 'too_large'],
    ['a length that nobody knows', { 'transfer-encoding': 'chunked' }, 'too_large'],
  ])('take %s', (_what, headers, code) => {
    expect(refusal(post(headers), 'callback')).toBe(code);
  });
  it.each(['_log', 'providers', 'verify-request', ''])('are not there for %j', (route) => {
    expect(refusal(post({ 'content-length': '2' }), route)).toBe('not_found');
  });
});
