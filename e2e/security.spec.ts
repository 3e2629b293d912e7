import type { APIResponse, Page } from '@playwright/test';
import { expect, signIn, test } from './support/fixtures';
import { localClient, untilDatabase } from './support/rest';

const TENANT = 'policy-test';
const PAGES = [
  '/', '/tenants', '/tenants/new', `/tenants/${TENANT}`, `/tenants/${TENANT}/settings`, `/tenants/${TENANT}/provisioning`, `/tenants/${TENANT}/fields`, `/tenants/${TENANT}/users`,
  `/tenants/${TENANT}/migrations`, '/migrations', '/servers', '/servers/new', '/servers/embedded', '/servers/embedded/edit', '/runs', '/audit', '/settings', '/nowhere',
];
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const COMMON = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'DENY', 'x-robots-tag': 'noindex, nofollow' };

/** Violations of the policy in every document that this page opens; the browser tells them to the document alone. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('policyViolated', (what: string) => violations.push(what));
  await page.addInitScript(() => {
    const tell = (globalThis as unknown as { policyViolated: (what: string) => void }).policyViolated;
    document.addEventListener('securitypolicyviolation', (event) => tell(`${location.pathname}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
  });
  return violations;
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

const headersOf = (response: APIResponse) => response.headers();
const nonceOf = (policy: string | undefined) => /'nonce-([^']+)'/.exec(policy ?? '')?.[1];

test.describe('the content security policy', () => {
  test.beforeAll(async () => {
    const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
    expect([201, 202, 409]).toContain((await rest('POST', '/tenants', { slug: TENANT, name: 'Policy test', database: {} })).status);
    await untilDatabase(rest, TENANT, 'READY');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is kept by every page, ${colorScheme}`, async ({ page }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme });
      const violations = await watchPolicy(page);
      await visit(page, '/sign-in');
      await signIn(page);
      for (const path of PAGES) await visit(page, path);
      expect(violations).toEqual([]);
    });
  }

  test('is kept by dialogs, menus, the palette, a notice and a change of theme', async ({ page }) => {
    const violations = await watchPolicy(page);
    await signIn(page);
    await visit(page, '/settings');
    await page.getByRole('main').getByLabel('Theme').selectOption('dark');
    await expect(page.locator('html')).toHaveClass(/dark/);
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeVisible();
    await page.keyboard.press('Escape');
    await visit(page, `/tenants/${TENANT}/fields`);
    await page.getByRole('button', { name: 'Add a field' }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await visit(page, `/tenants/${TENANT}/settings`);
    await page.getByRole('textbox', { name: /^Display name/ }).fill('Policy, tested');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.locator('[data-sonner-toast]')).not.toHaveCount(0);
    expect(violations).toEqual([]);
  });

  test('stops a script that was written into the page, an event attribute and a foreign script', async ({ page, problems }) => {
    const violations = await watchPolicy(page);
    await page.route('**/sign-in', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('</body>', '<script>globalThis.injected = "tag"</script><img src="/none" onerror="globalThis.injected = \'attribute\'"></body>');
      await route.fulfill({ response, body });
    });
    await page.goto('/sign-in');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await page.evaluate(() => {
      const holder = document.createElement('div');
      holder.innerHTML = '<iframe src="https://example.invalid/"></iframe><a href="javascript:globalThis.injected=\'link\'">go</a>';
      document.body.append(holder);
      holder.querySelector('a')?.click();
    });
    await expect.poll(() => violations.length).toBeGreaterThanOrEqual(3);
    expect(await page.evaluate(() => (globalThis as { injected?: string }).injected)).toBeUndefined();
    expect(violations.some((violation) => violation.includes('script-src-elem inline'))).toBe(true);
    expect(violations.some((violation) => violation.includes('script-src-attr inline'))).toBe(true);
    // The browser says each of them on its console, as it should.
    problems.length = 0;
  });
});

test.describe('headers', () => {
  test('of pages: a nonce of their own, kept by nobody', async ({ page, request }) => {
    const first = await request.get('/sign-in');
    const second = await request.get('/sign-in', { headers: { 'x-nonce': 'n0t-ours', 'content-security-policy': "script-src 'nonce-n0t-ours'" } });
    const policy = headersOf(first)['content-security-policy'];
    expect(headersOf(first)).toMatchObject(COMMON);
    for (const part of ["'strict-dynamic'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "connect-src 'self';"]) expect(policy).toContain(part);
    expect(/script-src [^;]*/.exec(policy ?? '')?.[0]).not.toMatch(/unsafe|self|https?:/);
    expect(nonceOf(policy)).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(nonceOf(headersOf(second)['content-security-policy'])).not.toBe(nonceOf(policy));
    expect(await second.text()).not.toContain('n0t-ours');
    expect(await first.text()).toContain(`nonce="${nonceOf(policy) ?? ''}"`);
    await signIn(page);
    const shown = await page.request.get('/tenants');
    expect(headersOf(shown)['cache-control']).toContain('no-store');
    expect(nonceOf(headersOf(shown)['content-security-policy'])).toBeTruthy();
    expect(headersOf(await page.request.get('/nowhere'))).toMatchObject(COMMON);
  });

  test('of data: nothing may run there, and nobody keeps it', async ({ page, request }) => {
    await signIn(page);
    const rpc = await page.request.post('/rpc/system/mode', { headers: { 'x-tenantry-console': '1' }, data: {} });
    const refused = await page.request.post('/rpc/system/mode', { data: {} });
    const session = await page.request.get('/api/auth/session');
    const rest = await request.get('/api/v1/tenants');
    expect([rpc.status(), refused.status(), session.status(), rest.status()]).toEqual([200, 403, 200, 401]);
    for (const response of [rpc, refused, session, rest, await request.get('/healthz'), await request.get('/readyz')]) {
      expect(headersOf(response), response.url()).toMatchObject({ ...COMMON, 'content-security-policy': DATA_POLICY });
      expect(headersOf(response)['cache-control'], response.url()).toContain('no-store');
    }
    expect(headersOf(await request.get('/api/v1/openapi.json'))).toMatchObject({ ...COMMON, 'content-security-policy': DATA_POLICY });
  });

  test('of static files: kept for ever, and not taken for something else', async ({ page, request }) => {
    const scripts: string[] = [];
    page.on('request', (sent) => {
      if (sent.resourceType() === 'script') scripts.push(sent.url());
    });
    await page.goto('/sign-in');
    expect(scripts.length).toBeGreaterThan(0);
    expect(headersOf(await request.get(scripts[0] ?? ''))).toMatchObject({ ...COMMON, 'cache-control': 'public, max-age=31536000, immutable', 'content-security-policy': DATA_POLICY });
    expect(headersOf(await request.get('/robots.txt'))).toMatchObject(COMMON);
    expect(headersOf(await request.get('/icon.svg'))).toMatchObject(COMMON);
  });

  test('of https alone: come back by https', async ({ request }) => {
    expect(headersOf(await request.get('/sign-in'))['strict-transport-security']).toBeUndefined();
    const secure = await request.get('/sign-in', { headers: { 'x-forwarded-proto': 'https' } });
    expect(headersOf(secure)['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  });
});
