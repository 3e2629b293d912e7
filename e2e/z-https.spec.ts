import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { logFile, startConsole } from './support/console-process';
import { expect, signIn, test } from './support/fixtures';
import { localClient, type RestClient } from './support/rest';
import { CLIENT, startTlsProxy } from './support/tls-proxy';

/** A console of its own, that people open by https: a proxy ends TLS before it. */
const PORT = Number(process.env.E2E_PORT ?? '3210') + 3;
const TLS_PORT = PORT + 1;
const HERE = `https://127.0.0.1:${TLS_PORT}`;
/** Next's limit for what a server action is sent (docs: `serverActions.bodySizeLimit`). */
const ACTION_BYTES = 1_048_576;
const openssl = spawnSync('openssl', ['version']).status === 0;

test.use({ baseURL: HERE, ignoreHTTPSErrors: true });
const LACKING = 'no openssl to make a certificate with';
if (!openssl) process.stderr.write(`stories by https skipped: ${LACKING}\n`);
test.skip(!openssl, LACKING);

let fsRoot: string;
let rest: RestClient;
let stop: () => Promise<void>;
test.beforeAll(async () => {
  fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-e2e-https-'));
  const running = await startConsole(fsRoot, { PORT: String(PORT), NEXTAUTH_URL: HERE, TRUSTED_PROXIES: '127.0.0.1', GLOBAL_DB_DSN: 'none', TENANT_DB_DSN: 'none' });
  const proxy = await startTlsProxy(TLS_PORT, PORT);
  rest = await localClient(fsRoot);
  stop = async () => {
    await proxy.close();
    await running.stop();
    await rm(fsRoot, { recursive: true, force: true });
    await rm(logFile(fsRoot), { force: true });
  };
});
test.afterAll(() => stop());

const enrolments = async (): Promise<number> => ((await rest('GET', '/audit?action=me.enrolSecondFactor&limit=100')).json['items'] as unknown[]).length;

test('by https cookies are this host’s alone, and no other is believed', async ({ page, playwright }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Collapse the sidebar' }).click();
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === '__Host-tenantry.session');
  expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1' });
  for (const { name, secure, httpOnly, sameSite } of cookies) {
    expect([secure, sameSite], name).toEqual([true, 'Lax']);
    // What a page's own script remembers holds nothing secret; the rest is the server's alone.
    expect(httpOnly, name).toBe(!name.startsWith('tenantry-'));
    if (httpOnly) expect(name).toMatch(/^__(Host|Secure)-/);
  }
  expect(cookies.map(({ name }) => name)).toContain('tenantry-sidebar');
  expect((await page.request.get('/')).headers()['strict-transport-security']).toMatch(/max-age=\d{7,}/);

  // Set by a neighbouring host, or by whoever answered once without TLS.
  const ask = async (name: string) => {
    const visitor = await playwright.request.newContext({ baseURL: HERE, ignoreHTTPSErrors: true, extraHTTPHeaders: { cookie: `${name}=${session?.value ?? ''}`, 'x-tenantry-console': '1', origin: HERE } });
    const answer = await visitor.post('/rpc/me/get', { data: { json: {} } });
    await visitor.dispose();
    return answer.status();
  };
  expect([await ask('__Host-tenantry.session'), await ask('tenantry.session'), await ask('__Secure-tenantry.session')]).toEqual([200, 401, 401]);

  // The proxy is believed, and what was sent to it is not.
  await page.request.post('/api/auth/callback/credentials', { form: { email: 'nobody@example.com', password: 'x', csrfToken: 'x' }, headers: { 'x-forwarded-for': '198.51.100.1' } });
  const { items } = (await rest('GET', '/audit?limit=50')).json as { items: { door: string; ip: string | null; actor: { type: string } }[] };
  expect(new Set(items.filter(({ actor }) => actor.type === 'admin').map(({ ip }) => ip))).toEqual(new Set([CLIENT]));
});

test('a server action is taken from a page of ours, whole, and from nobody else', async ({ page }) => {
  await signIn(page);
  await page.goto('/settings');
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.headers()['next-action'] !== undefined);
  await page.getByRole('button', { name: 'Set up' }).click();
  const action = await sent;
  await expect(page.getByTestId('totp-secret')).toBeVisible();
  expect(await enrolments()).toBe(1);
  const headers = { 'next-action': action.headers()['next-action'] ?? '', accept: 'text/x-component' };
  const call = (request: APIRequestContext, more: Record<string, string>, argument = action.postData() ?? '') => request.post('/settings', { headers: { ...headers, ...more }, multipart: { '0': argument } });
  const ours = { origin: HERE, 'sec-fetch-site': 'same-origin' };

  const taken = await call(page.request, ours);
  expect([taken.status(), await enrolments()]).toEqual([200, 2]);
  expect(await taken.text()).toContain('"ok":true');

  for (const [what, from] of Object.entries<Record<string, string>>({
    'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    'another site that a proxy is told of': { origin: 'https://evil.example', 'x-forwarded-host': '127.0.0.1' },
    'a neighbour': { origin: 'https://other.127.0.0.1', 'sec-fetch-site': 'same-site' },
    'a sandboxed frame': { origin: 'null' },
    'a browser that hides whence it comes': { 'sec-fetch-site': 'cross-site' },
    'nobody knows where': {},
  })) {
    const answer = await call(page.request, from);
    const text = await answer.text();
    expect(answer.status() >= 400 || text.includes('"forbidden"'), `${what}: ${answer.status()} ${text.slice(0, 300)}`).toBe(true);
    expect(text, what).not.toContain('"ok":true');
  }
  // A form without a script names the action in a field.
  await page.request.post('/settings', { headers: { origin: 'https://evil.example' }, multipart: { [`$ACTION_ID_${headers['next-action']}`]: '' } });

  const large = 'x'.repeat(ACTION_BYTES + 1);
  for (const argument of [`[{"more":"${large}"},{}]`, large]) expect((await call(page.request, ours, argument)).status()).toBeGreaterThanOrEqual(400);
  const plain = await page.request.post('/settings', { headers: { ...headers, ...ours, 'content-type': 'text/plain;charset=UTF-8' }, data: `[{"more":"${large}"},{}]` });
  expect(plain.status()).toBeGreaterThanOrEqual(400);

  expect(await enrolments(), 'what was refused was done').toBe(2);
  expect((await page.request.get('/healthz')).status()).toBe(200);
});
