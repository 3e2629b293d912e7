import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient } from './support/rest';

let directory: string;
let second: PostgresServer;
test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenantry-story-'));
  second = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['tenants'], durable: false });
});
test.afterAll(async () => {
  await second.stop();
  await rm(directory, { recursive: true, force: true });
});

test('from sign-in to provisioned tenants', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);

  await test.step('the embedded server is there, with true health', async () => {
    await page.getByRole('link', { name: 'Database servers', exact: true }).click();
    const row = page.getByRole('row', { name: /embedded/ });
    await expect(row).toContainText('Healthy');
    await expect(row).toContainText(/\d+ \/ 150/);
    await expect(row).toContainText(/1\d\.\d/);
    await expectAccessible(page);
  });

  await test.step('a second server: a wrong password is told apart from a right one before anything is saved', async () => {
    await page.getByRole('link', { name: 'Add a server' }).click();
    await page.getByLabel('Connection string').fill(second.dsn('tenants'));
    await page.getByLabel('Name', { exact: true }).fill('second');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('The server cannot be used yet')).toBeVisible();
    await expect(page.locator('[data-check=authenticate][data-state=failed]')).toBeVisible();
    await expect(page.locator('[data-check=privileges][data-state=skipped]')).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Password').fill(second.password);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('The server can be used')).toBeVisible();
    await page.getByRole('button', { name: 'Add server' }).click();
    await expect(page.getByRole('heading', { name: 'second', level: 1 })).toBeVisible();
    await expect(page.getByText('Healthy', { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
  });

  for (const { name, slug, server, isolation } of [
    { name: 'Compañía del Río', slug: 'compania-del-rio', server: /embedded/, isolation: /^Schema/ },
    { name: 'Globex', slug: 'globex', server: /second/, isolation: /^Database/ },
  ]) {
    await test.step(`${name} is provisioned before one’s eyes`, async () => {
      await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Tenants' }).click();
      await page.getByRole('link', { name: 'New tenant' }).first().click();
      await page.getByLabel('Name', { exact: true }).fill(name);
      await expect(page.getByLabel('Slug')).toHaveValue(slug);
      await expect(page.getByText('Available')).toBeVisible();
      await page.getByRole('radio', { name: server }).click();
      await page.getByRole('radio', { name: isolation }).click();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Create tenant' }).click();
      await expect(page).toHaveURL(`/tenants/${slug}/provisioning`);
      await expect(page.getByText('8 of 8')).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText('The database is ready')).toBeVisible();
      await expectAccessible(page);
      await page.reload();
      await expect(page.getByText('8 of 8')).toBeVisible();
    });
  }

  await test.step('a slug that is taken, or not one, is said while typing', async () => {
    await page.goto('/tenants/new');
    await page.getByLabel('Name', { exact: true }).fill('Another');
    await page.getByLabel('Slug').fill('globex');
    await expect(page.getByText(/uses this slug/)).toBeVisible();
    await page.getByLabel('Slug').fill('Not A Slug');
    await page.getByRole('button', { name: 'Create tenant' }).click();
    await expect(page.getByText(/lower-case letters/)).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Another');
  });

  await test.step('the overview counts what there is', async () => {
    await page.goto('/');
    const { json } = await (await localClient(process.env.E2E_FS_ROOT ?? ''))('GET', '/tenants');
    await expect(page.getByText(String(json['total']), { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('main')).toContainText('embedded');
    await expect(page.getByRole('main')).toContainText('Provision a tenant');
    await expect(page.getByRole('main')).toContainText('Tenant created');
    await expectAccessible(page);
  });
});

test('every page is accessible, in light and in dark', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/sign-in');
  await expectAccessible(page);
  await signIn(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const path of ['/', '/tenants', '/tenants/new', '/tenants/globex', '/tenants/globex/provisioning', '/tenants/globex/settings', '/tenants/globex/users', '/tenants/globex/fields', '/tenants/globex/migrations', '/migrations', '/servers', '/servers/new', '/servers/embedded', '/runs', '/audit', '/settings', '/tenants/nobody-here']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectAccessible(page);
    }
  }
});

test('the palette finds a tenant, and shortcuts go to pages, without a mouse', async ({ page }) => {
  await signIn(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await expect(palette).toBeVisible();
  await page.keyboard.type('Globex');
  await expect(palette.getByRole('option', { name: /Globex/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/tenants/globex');
  await page.getByRole('heading', { name: 'Globex', level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/servers/);
});

test('two editors of one tenant: the second sees both versions and loses nothing', async ({ page, context }) => {
  await signIn(page);
  const other = await context.newPage();
  for (const editor of [page, other]) {
    await editor.goto('/tenants/globex/settings');
    await editor.getByLabel('Name', { exact: true }).waitFor();
  }
  await other.getByLabel('Name', { exact: true }).fill('Globex by the other');
  await other.getByRole('button', { name: 'Save changes' }).click();
  await expect(other.getByRole('heading', { name: 'Globex by the other', level: 1 })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Globex by me');
  await page.getByRole('button', { name: 'Save changes' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Globex by the other');
  await expect(dialog).toContainText('Globex by me');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save mine' }).click();
  await expect(page.getByRole('heading', { name: 'Globex by me', level: 1 })).toBeVisible();
  await other.close();
});

test('nothing is wider than a phone', async ({ page }) => {
  await signIn(page);
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of ['/', '/tenants', '/tenants/new', '/tenants/globex', '/tenants/globex/provisioning', '/tenants/globex/settings', '/tenants/globex/users', '/tenants/globex/fields', '/tenants/globex/migrations', '/migrations', '/servers', '/servers/new', '/servers/embedded', '/runs', '/audit', '/settings']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
