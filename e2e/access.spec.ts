import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support/fixtures';
import { FieldsPage } from './support/fields-page';
import { invite, signInAs } from './support/people';
import { localClient, untilDatabase } from './support/rest';
import { wordsOf } from './support/words';

const NEAR = 'access-near';
const AWAY = 'access-away';
/** In whatever the other tenant has: a page that shows it let it out. */
const MARK = 'Zanzibar';
/** Told apart by the moment: who is invited again after a failure must not clash with themselves. */
const NOW = Date.now();
const [KEEPER, LOOKER] = [`keeper-of-near-${NOW}@example.com`, `looker-${NOW}@example.com`];
const words = wordsOf('en');
const TABS = ['', '/users', '/sessions', '/roles', '/clients', '/scopes', '/branding', '/fields', '/provisioning', '/migrations', '/audit', '/settings'];
let runOfAway = '';

test.beforeAll(async () => {
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  for (const [slug, name] of [[NEAR, 'Nearby'], [AWAY, MARK]] as const) await rest('POST', '/tenants', { slug, name });
  for (const [slug, name] of [[NEAR, 'near'], [AWAY, MARK]] as const) {
    await untilDatabase(rest, slug, 'READY');
    await rest('POST', `/tenants/${slug}/users`, { email: `${name}-user@example.com`, password: 'correct horse battery' });
    await rest('POST', `/tenants/${slug}/clients`, { clientId: `${name.toLowerCase()}-web`, name, kind: 'web', type: 'confidential', redirectUris: ['https://app.example.com/cb'] });
  }
  runOfAway = String(((await rest('GET', `/runs?tenant=${AWAY}`)).json['items'] as { id: string }[])[0]?.id);
  await invite(rest, KEEPER, 'tenant-admin', [NEAR]);
  await invite(rest, LOOKER, 'viewer');
});

/** A page as it stands when nothing more is awaited. */
async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // The look of a sign-in page, where it is previewed, has a heading of its own.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}
const nav = (page: Page) => page.getByRole('complementary').getByRole('navigation', { name: words('nav.label') }).getByRole('link');
const offered = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).or(page.getByRole('main').getByRole('link', { name, exact: true }));

test('a tenant’s admin is offered its own tenant, and finds no other by any way', async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, KEEPER);

  await test.step('the navigation names what may be opened', async () => {
    await settled(page, '/');
    await expect(nav(page)).toHaveText([/^Overview/, /^Tenants/, /^Runs/, /^Audit/, /^Settings/]);
    await expect(page.getByRole('main')).not.toContainText(MARK);
    await expectAccessible(page);
  });

  await test.step('lists hold its own, whatever is looked for', async () => {
    await settled(page, '/tenants');
    await expect(page.getByRole('link', { name: 'Nearby' })).toBeVisible();
    await expect(page.getByRole('row')).toHaveCount(2);
    await expect(offered(page, words('tenants.new'))).toHaveCount(0);
    await settled(page, `/tenants?q=${MARK}`);
    await expect(page.getByRole('link', { name: MARK })).toHaveCount(0);
    await settled(page, '/runs');
    await expect(page.getByRole('main')).not.toContainText(AWAY);
    await settled(page, '/audit');
    await expect(page.getByRole('main')).toContainText(NEAR);
    await expect(page.getByRole('main')).not.toContainText(MARK);
    await expect(offered(page, words('audit.verify'))).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('neither does the palette, nor the switcher', async () => {
    const palette = page.getByRole('dialog');
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(MARK);
    await expect(palette.getByText(words('palette.nothing'))).toBeVisible();
    await palette.getByRole('combobox').fill('near');
    await expect(palette.getByRole('group', { name: words('palette.groups.tenants') }).getByRole('option')).toHaveCount(1);
    for (const action of [words('palette.newTenant'), words('palette.addServer')]) {
      await palette.getByRole('combobox').fill(action);
      await expect(palette.getByRole('option', { name: action })).toHaveCount(0);
    }
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
    await page.getByRole('button', { name: new RegExp(`^${words('palette.switch')}`) }).filter({ visible: true }).click();
    await expect(palette.getByRole('option')).toHaveCount(1);
    await palette.getByRole('combobox').fill(AWAY);
    await expect(palette.getByText(words('palette.nothing'))).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  await test.step('every address of another tenant, of servers and of admins is the page of nothing here', async () => {
    const none = [...TABS.map((tab) => `/tenants/${AWAY}${tab}`), `/tenants/${AWAY}/clients/${MARK.toLowerCase()}-web`, `/runs/${runOfAway}`, '/servers', '/servers/embedded', '/servers/new', '/migrations', '/tenants/new', `/tenants/${NEAR}/placement`, '/settings/admins'];
    for (const path of none) {
      const text = await (await page.request.get(path)).text();
      expect(text.includes(words('common.notFoundTitle')), path).toBe(true);
      expect(text.includes(MARK) && !path.includes(MARK.toLowerCase()), path).toBe(false);
    }
    for (const path of [`/tenants/${AWAY}/users`, '/tenants/no-such-tenant/users']) {
      await settled(page, path);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('common.notFoundTitle'));
    }
    await expectAccessible(page);
  });

  await test.step('of its own it may do what an admin of it does', async () => {
    await settled(page, `/tenants/${NEAR}`);
    await expect(page.getByRole('main').getByRole('link', { name: 'embedded' })).toHaveCount(0);
    for (const [tab, name] of [['users', words('users.new')], ['clients', words('clients.new')], ['fields', words('fields.add')]] as const) {
      await settled(page, `/tenants/${NEAR}/${tab}`);
      await expect(offered(page, name).first()).toBeVisible();
    }
    await settled(page, `/tenants/${NEAR}/settings`);
    await expect(page.getByText(words('tenants.mayNotEdit'))).toHaveCount(0);
    await settled(page, '/settings');
    await expect(page.getByRole('link', { name: words('admins.title'), exact: true })).toHaveCount(0);
  });
});

test('a viewer sees everything and is offered nothing that changes it', async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, LOOKER);

  await test.step('the navigation names what may be opened', async () => {
    await settled(page, '/');
    await expect(nav(page)).toHaveText([/^Overview/, /^Tenants/, /^Database servers/, /^Migrations/, /^Runs/, /^Audit/, /^Settings/]);
    await expect(offered(page, words('tenants.new'))).toHaveCount(0);
    for (const path of ['/tenants/new', '/servers/new', '/servers/embedded/edit', `/tenants/${AWAY}/placement`, '/settings/admins']) {
      expect((await (await page.request.get(path)).text()).includes(words('common.notFoundTitle')), path).toBe(true);
    }
  });

  await test.step('lists have no button that makes, and no menu that changes', async () => {
    for (const [path, names] of [
      ['/tenants', [words('tenants.new')]],
      ['/servers', [words('servers.new')]],
      [`/tenants/${AWAY}/users`, [words('users.new'), words('users.import.open')]],
      [`/tenants/${AWAY}/clients`, [words('clients.new')]],
      [`/tenants/${AWAY}/scopes`, [words('scopes.new')]],
      [`/tenants/${AWAY}/roles`, [words('roles.new')]],
    ] as const) {
      await settled(page, path);
      await expect(page.getByRole('main').getByRole('row').or(page.getByRole('main').getByRole('listitem'))).not.toHaveCount(0);
      for (const name of names) await expect(offered(page, name), `${name} on ${path}`).toHaveCount(0);
    }
    await settled(page, `/tenants/${AWAY}/users`);
    await expect(page.getByRole('button', { name: words('users.actionsOf', { email: `${MARK}-user@example.com` }) })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('what cannot be changed says so', async () => {
    await settled(page, `/tenants/${AWAY}/settings`);
    await expect(page.getByText(words('tenants.mayNotEdit'))).toBeVisible();
    await expectAccessible(page);
    await settled(page, `/tenants/${AWAY}/branding`);
    await expect(page.getByText(words('branding.readOnly'))).toBeVisible();
    await expect(offered(page, words('branding.publishOpen'))).toHaveCount(0);
    await expectAccessible(page);
    await settled(page, `/tenants/${AWAY}/clients/${MARK.toLowerCase()}-web`);
    await expect(offered(page, words('common.save'))).toHaveCount(0);
  });

  await test.step('fields are planned, and not applied', async () => {
    await settled(page, `/tenants/${AWAY}/fields`);
    const fields = new FieldsPage(page, words);
    await fields.add({ name: 'department', type: 'text' });
    const plan = await fields.review(1);
    await expect(plan.getByText(words('fields.mayNotChange'))).toBeVisible();
    await expect(plan).toContainText('ALTER TABLE');
    await expect(plan.getByRole('button', { name: words('fields.apply'), exact: true })).toBeDisabled();
    await expectAccessible(page);
  });
});
