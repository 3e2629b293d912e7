import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { ORIGIN, OWNER, logFile } from './support/console-process';
import { expect, signIn, test } from './support/fixtures';
import { localClient, untilDatabase } from './support/rest';

const TENANT = 'planted';
const FS_ROOT = process.env.E2E_FS_ROOT ?? '';
/** Ways out that people have tried elsewhere. */
const WAYS_OUT = ['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n\\evil.example', '/..//evil.example', 'javascript:alert(1)', '/%09/evil.example', ' https://evil.example', `${ORIGIN}.evil.example`, `${ORIGIN}@evil.example`, 'http://127.0.0.1:1/'];

async function csrfOf(request: APIRequestContext): Promise<string> {
  return ((await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }).csrfToken;
}
const placeOf = (location: string | undefined): string => new URL(location ?? '', ORIGIN).origin;

test('no address leads to another site, neither before nor after signing in', async ({ page, playwright }) => {
  const visitor = await playwright.request.newContext({ baseURL: ORIGIN });
  const csrfToken = await csrfOf(visitor);
  for (const callbackUrl of WAYS_OUT) {
    const asked = await visitor.get('/api/auth/signin', { params: { callbackUrl }, maxRedirects: 0 });
    expect(placeOf(asked.headers()['location']), callbackUrl).toBe(ORIGIN);
    const out = await visitor.post('/api/auth/signout', { form: { csrfToken, callbackUrl, json: 'true' } });
    expect(placeOf(((await out.json()) as { url: string }).url), callbackUrl).toBe(ORIGIN);
  }
  const done = await visitor.post('/api/auth/callback/credentials', { form: { ...OWNER, csrfToken: await csrfOf(visitor), callbackUrl: '/\\evil.example', json: 'true' } });
  expect(placeOf(((await done.json()) as { url: string }).url)).toBe(ORIGIN);
  await visitor.dispose();

  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent('/\t/evil.example')}`);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${ORIGIN}/`);
});

test('cookies are for the server alone; what another site sends is refused, and what is too large', async ({ playwright }) => {
  const visitor = await playwright.request.newContext({ baseURL: ORIGIN });
  const csrfToken = await csrfOf(visitor);
  const form = { ...OWNER, csrfToken, json: 'true' };
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }] as Record<string, string>[]) {
    expect((await visitor.post('/api/auth/callback/credentials', { form, headers })).status()).toBe(403);
  }
  expect((await visitor.post('/api/auth/callback/credentials', { form: { ...form, more: 'x'.repeat(20_000) } })).status()).toBe(413);
  expect((await visitor.post('/api/auth/_log', { form: { level: 'error', code: 'Forged line', message: 'x' } })).status()).toBe(404);
  expect((await visitor.get('/api/v1/tenants', { headers: { 'x-long': 'x'.repeat(20_000) } })).status()).toBe(431);
  const signedIn = await visitor.post('/api/auth/callback/credentials', { form });
  const cookies = signedIn.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
  expect(cookies.length).toBeGreaterThan(0);
  for (const { value } of cookies) expect(value).toMatch(/; Path=\/.*; HttpOnly; SameSite=Lax/);
  await visitor.dispose();
});

test('what is not there, and what fails, says nothing of what it is made of', async ({ page }) => {
  await signIn(page);
  for (const path of ['/nowhere', '/tenants/no-such-tenant', '/servers/no-such-server', '/runs/%00', '/settings/api/__proto__', '/_next/static/none.js', '/api/v1/none', '/api/v1/tenants/%00', '/rpc/none', '/files/none', '/t/none/branding', '/t/none/images/..%2f..%2fkeys']) {
    const response = await page.request.get(path);
    const text = await response.text();
    // A page that is sent while it is drawn has said 200 by the time that nothing is found.
    expect([200, 400, 401, 403, 404, 405, 422], path).toContain(response.status());
    if (response.status() === 200) expect(text, path).toContain('Nothing here');
    for (const word of ['node_modules', 'Error:', '    at ', process.cwd(), FS_ROOT, 'x-powered-by', 'ENOENT', 'select ']) expect(text.includes(word), `${word} in ${path}`).toBe(false);
  }
  // What is no address reaches no page of ours: Next says no more than this.
  expect(await (await page.request.get('/tenants/%E0%A4%A')).text()).toMatch(/^(Internal Server Error|Bad Request)$/);
});

test('no secret is in a page, in what navigation loads, in the log or in a file', async ({ page }) => {
  test.setTimeout(120_000);
  const rest = await localClient(FS_ROOT);
  const plants: string[] = ['Plant-server-password', 'Plant-user-password'];
  await rest('POST', '/servers', { name: 'planted', host: '127.0.0.1', port: 1, database: 'd', username: 'u', password: plants[0] });
  await rest('POST', '/tenants', { slug: TENANT, name: 'Planted', database: {} });
  await untilDatabase(rest, TENANT, 'READY');
  await rest('POST', `/tenants/${TENANT}/users`, { email: 'ada@example.com', password: plants[1] });
  const client = await rest('POST', `/tenants/${TENANT}/clients`, { clientId: 'web', name: 'Web', kind: 'web', type: 'confidential', redirectUris: ['https://app.example.com/cb'] });
  const token = await rest('POST', '/tokens', { name: 'planted', role: 'viewer' });
  const { link } = (await rest('POST', '/admins', { email: 'planted@example.com', name: 'Planted', role: 'viewer' })).json as { link?: { path: string } };
  const servers = (await rest('GET', '/servers')).json['items'] as { id: string; name: string }[];
  await signIn(page);
  const session = (await page.context().cookies()).find(({ name }) => name === 'tenantry.session')?.value ?? '';
  const { key } = JSON.parse(await readFile(join(FS_ROOT, 'run', 'server.json'), 'utf8')) as { key: string };
  plants.push(String(client.json['clientSecret']), String(token.json['token']), new URL(link?.path ?? '', ORIGIN).searchParams.get('token') ?? '', session, key, OWNER.password, ...(await keysOf(FS_ROOT)));
  for (const plant of plants) expect(plant.length, 'a secret that was not planted').toBeGreaterThan(8);

  const user = ((await rest('GET', `/tenants/${TENANT}/users`)).json['items'] as { id: string }[])[0]?.id ?? '';
  const planted = servers.find(({ name }) => name === 'planted')?.id ?? '';
  const paths = ['/', '/tenants', '/servers', `/servers/${planted}`, `/servers/${planted}/edit`, '/servers/embedded', '/runs', '/audit', '/settings', '/settings/admins', '/settings/tokens', '/settings/api/servers.create', '/migrations', ...['', '/settings', '/users', `/users?user=${user}`, '/clients', '/clients/web', '/scopes', '/branding', '/roles', '/audit', '/fields', '/sessions', '/provisioning', '/migrations'].map((path) => `/tenants/${TENANT}${path}`)];
  for (const path of paths) {
    for (const headers of [{}, { rsc: '1' }] as Record<string, string>[]) {
      const text = await (await page.request.get(path, { headers })).text();
      expect(text.length, path).toBeGreaterThan(200);
      for (const [index, plant] of plants.entries()) expect(text.includes(plant), `secret ${index} in ${path} ${JSON.stringify(headers)}`).toBe(false);
      expect(/\$argon2id\$v=\d+\$m=|tnt1\.[\w-]{6}/.test(text), `something sealed or hashed in ${path}`).toBe(false);
    }
  }
  const log = await readFile(logFile(FS_ROOT), 'utf8');
  // The one that is told on purpose, once, is no admin's: these stories give theirs.
  for (const [index, plant] of plants.entries()) expect(log.includes(plant), `secret ${index} in the log`).toBe(false);
});

/** The keys that this installation made for itself. */
async function keysOf(fsRoot: string): Promise<string[]> {
  const files = (await readdir(join(fsRoot, 'keys'), { withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map(({ name }) => readFile(join(fsRoot, 'keys', name), 'utf8')));
  return texts.flatMap((text) => text.match(/[A-Za-z0-9+/_-]{24,}=*/g) ?? []);
}
