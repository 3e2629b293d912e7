import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import NextAuthModule from 'next-auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '@/lib/env';
import type { Runtime } from '@/lib/runtime';
import { parseTrustedProxies } from './client-address';
import { authOptions } from './next-auth-options';
import { stampPeerAddress } from './peer-address';
import { sessionIdFromCookies } from './session-cookie';
import { resolveSession } from './sessions';
import { ensureFirstAdmin } from './setup';
import { SIGN_IN_LIMITS } from './sign-in';
import { openTestConsole, type TestConsole } from './testing/console';

type Handler = (request: object, response: object, options: object) => Promise<void>;
const NextAuth = ((NextAuthModule as unknown as { default?: unknown }).default ?? NextAuthModule) as Handler;
const admin = { adminEmail: 'ana@example.com', adminPassword: 'correct horse battery' };
const secret = 'a secret for this test only';

let testConsole: TestConsole;
let server: Server;
let base: string;

/** next-auth's other face, for plain Node servers: the same core that the route handler runs. */
async function serve(request: IncomingMessage, response: ServerResponse, getRuntime: () => Promise<Runtime>): Promise<void> {
  const url = new URL(request.url ?? '/', base);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const cookies = Object.fromEntries((request.headers.cookie ?? '').split('; ').filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf('=')), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]));
  const query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.replace('/api/auth/', '').split('/') };
  const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
  const answer = Object.assign(response, {
    status: (code: number) => Object.assign(response, { statusCode: code }),
    json: (value: unknown) => response.end(JSON.stringify(value)),
    send: (value: unknown) => response.end(typeof value === 'string' ? value : JSON.stringify(value)),
  });
  await NextAuth({ method: request.method, headers: request.headers, query, body, cookies }, answer, await authOptions(getRuntime));
}

beforeAll(async () => {
  testConsole = await openTestConsole();
  await ensureFirstAdmin({ ...testConsole, env: admin });
  stampPeerAddress();
  const { records, config, secretbox, log } = testConsole;
  const getRuntime = () => Promise.resolve({ trustedProxies: parseTrustedProxies([]), env: readEnvironment({ NODE_ENV: 'test', NEXTAUTH_SECRET: secret, NEXTAUTH_URL: base }), log, records, secretbox, store: { config } } as unknown as Runtime);
  server = createServer((request, response) => void serve(request, response, getRuntime).catch((error: unknown) => response.writeHead(500).end(String(error))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.NEXTAUTH_URL = base;
});
afterAll(async () => {
  delete process.env.NEXTAUTH_URL;
  await new Promise((resolve) => server.close(resolve));
  await testConsole.close();
});

/** A browser's part: keeps cookies, fetches the CSRF token, posts the form. */
class Browser {
  readonly jar = new Map<string, string>();
  setCookies: string[] = [];

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async send(path: string, form?: Record<string, string>): Promise<Response> {
    const body = form && new URLSearchParams(form);
    const answer = await fetch(`${base}/api/auth/${path}`, { method: form ? 'POST' : 'GET', headers: { cookie: this.cookie }, body, redirect: 'manual' });
    this.setCookies = answer.headers.getSetCookie();
    for (const line of this.setCookies) {
      const [pair = ''] = line.split(';');
      const value = pair.slice(pair.indexOf('=') + 1);
      if (value) this.jar.set(pair.slice(0, pair.indexOf('=')), value);
      else this.jar.delete(pair.slice(0, pair.indexOf('=')));
    }
    return answer;
  }

  async post(path: string, form: Record<string, string>): Promise<string> {
    const { csrfToken } = (await (await this.send('csrf')).json()) as { csrfToken: string };
    const answer = await this.send(path, { ...form, csrfToken, json: 'true' });
    return ((await answer.json()) as { url: string }).url;
  }

  signIn(password: string, email = admin.adminEmail): Promise<string> {
    return this.post('callback/credentials', { email, password });
  }
}

const errorOf = (url: string) => new URL(url).searchParams.get('error');

describe('next-auth', () => {
  it('signs in, carries only the id of the session, and signs out for good', async () => {
    const browser = new Browser();
    expect(errorOf(await browser.signIn(admin.adminPassword))).toBeNull();
    const line = browser.setCookies.find((cookie) => cookie.startsWith('tenantry.session=')) ?? '';
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/);

    const cookie = browser.cookie;
    const sid = await sessionIdFromCookies(cookie, secret, false);
    expect(await resolveSession(testConsole, sid ?? '')).toMatchObject({ type: 'admin', name: admin.adminEmail, role: 'owner' });
    expect(await testConsole.records.sessions.get(sid ?? '')).toMatchObject({ ip: '127.0.0.1' });
    expect(Object.keys((await (await browser.send('session')).json()) as object)).toEqual(['expires']);
    expect(await sessionIdFromCookies(browser.cookie, secret, false)).toBe(sid);

    await browser.post('signout', {});
    expect(await sessionIdFromCookies(browser.cookie, secret, false)).toBeNull();
    // A copy of the cookie made before is worth nothing either.
    expect(await resolveSession(testConsole, (await sessionIdFromCookies(cookie, secret, false)) ?? '')).toBeNull();
    const { items } = await testConsole.records.audit.list({ limit: 2 });
    expect(items.map((event) => event.action)).toEqual(['auth.sign_out', 'auth.sign_in']);
  });

  it('tells the page by codes what went wrong', async () => {
    const browser = new Browser();
    for (let i = 0; i < SIGN_IN_LIMITS.perEmail; i += 1) expect(errorOf(await browser.signIn('wrong', 'bea@example.com'))).toBe('unauthenticated');
    expect(errorOf(await browser.signIn('wrong', 'bea@example.com'))).toMatch(/^rate_limited:\d+$/);
    expect(await sessionIdFromCookies(browser.cookie, secret, false)).toBeNull();
  });

  it('takes no sign-in without the CSRF token', async () => {
    const before = (await testConsole.records.audit.list({ limit: 100 })).items.length;
    const browser = new Browser();
    await browser.send('callback/credentials', { email: admin.adminEmail, password: admin.adminPassword, json: 'true' });
    expect(await sessionIdFromCookies(browser.cookie, secret, false)).toBeNull();
    expect((await testConsole.records.audit.list({ limit: 100 })).items).toHaveLength(before);
  });
});
